using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Marketplace.Web.Naughty;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.Clients;

/// <summary>An API client from its making to its end, as its administrator and its program meet it.</summary>
public sealed class ApiClientTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Site site;
    private HttpClient admin = null!;
    private HttpClient program = null!;
    private string provider = "";

    public ApiClientTests() => site = new Site { Parts = services => services.AddSingleton(new SignInClock(time)) };

    public async ValueTask InitializeAsync()
    {
        var answer = await (await site.Acting("operator")).PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider());
        provider = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        (admin, program) = (await site.Acting($"editor-{provider}"), site.Visitor());
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_program_acts_for_the_organisation_that_made_it_until_it_is_revoked()
    {
        var client = await MadeClient.By(admin, "certificates.read", "certificates.write");
        var page = await admin.GetStringAsync(client.Page);
        Assert.DoesNotContain(client.Secret, page);
        Assert.Contains("Never", page);

        var token = await client.Token(program);
        var handed = await Present(token);
        Assert.True(handed.StatusCode == HttpStatusCode.Created, await handed.Content.ReadAsStringAsync());
        Assert.DoesNotContain("Never", await admin.GetStringAsync(client.Page));
        var log = await site.Services.GetRequiredService<IEventLog>().After(0, 1000);
        var presented = log.Last(it => it.Event.GetType().Name.StartsWith("Certificate", StringComparison.Ordinal)).Event;
        Assert.Equal((client.Id, client.Organisation), (presented.By, presented.For));

        await MadeClient.Post(admin, client.Page, "revoke", new KeyValuePair<string, string>("action", "revoke"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Present(token)).StatusCode);
        Assert.Equal("invalid_client", (string)(await (await client.Asks(program)).Content.ReadFromJsonAsync<JsonNode>())!["error"]!);
        Assert.Contains("Revoked", await admin.GetStringAsync(client.Page));
    }

    [Fact]
    public async Task A_renewed_secret_holds_beside_the_one_before_for_a_day_and_an_older_one_ends_at_once()
    {
        var client = await MadeClient.By(admin, "listings.read");
        async Task<bool> Holds(string secret) => (await client.Asks(program, secret)).IsSuccessStatusCode;

        var second = MadeClient.SecretIn(await Renew(client));
        Assert.Equal((true, true, false), (await Holds(client.Secret), await Holds(second), await Holds(second + "x")));
        Assert.Contains("Older secret holds until", await admin.GetStringAsync(client.Page));

        time.Advance(TimeSpan.FromHours(23.9));
        Assert.True(await Holds(client.Secret));
        time.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal((false, true), (await Holds(client.Secret), await Holds(second)));
        Assert.DoesNotContain("Older secret holds until", await admin.GetStringAsync(client.Page));

        var third = MadeClient.SecretIn(await Renew(client));
        var fourth = MadeClient.SecretIn(await Renew(client));
        Assert.Equal((false, true, true), (await Holds(second), await Holds(third), await Holds(fourth)));
    }

    [Fact]
    public async Task Secrets_are_kept_as_hashes_alone()
    {
        var client = await MadeClient.By(admin, "listings.read");
        var second = MadeClient.SecretIn(await Renew(client));
        using var scope = site.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<Marketplace.Identity.Server.Storage.IdentityDb>();

        var kept = db.Set<OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreApplication>().Single(it => it.ClientId == client.Id);

        Assert.All((string[])[client.Secret, second], secret => Assert.DoesNotContain(secret, kept.ClientSecret + kept.Properties, StringComparison.Ordinal));
        Assert.NotNull(kept.ClientSecret);
    }

    [Fact]
    public async Task A_form_sent_twice_tells_no_second_secret()
    {
        var organisation = (await MadeClient.By(admin, "listings.read")).Organisation;
        var page = $"/organisations/{organisation}/clients";
        var form = HtmlForm.Of(await admin.GetStringAsync(page)).First(it => it.All("_handler").Contains("make"));
        KeyValuePair<string, string>[] sent = [.. form.Hidden.Append("__RequestVerificationToken").Select(name => KeyValuePair.Create(name, form.All(name)[0])), new("name", "Twice"), new("scopes", "listings.read")];

        var first = await (await admin.PostAsync(page, new FormUrlEncodedContent(sent))).Content.ReadAsStringAsync();
        var second = await (await admin.PostAsync(page, new FormUrlEncodedContent(sent))).Content.ReadAsStringAsync();

        Assert.NotEqual("", MadeClient.SecretIn(first));
        Assert.Equal("", MadeClient.SecretIn(second));
        Assert.Contains("was shown when", second);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(second, ">Twice<"));
    }

    [Fact]
    public async Task Whatever_is_sent_nothing_breaks()
    {
        var client = await MadeClient.By(admin, "listings.read");
        foreach (var text in NaughtyStrings.Chosen)
            foreach (var (page, name, field) in new[] { ($"/organisations/{client.Organisation}/clients", "make", "name"), ($"/organisations/{client.Organisation}/clients", "make", "scopes"), (client.Page, "renew", "version"), (client.Page, "renew", "command") })
            {
                var form = HtmlForm.Of(await admin.GetStringAsync(page)).First(it => it.All("_handler").Contains(name));
                Assert.InRange((int)(await admin.PostAsync(page, form.With([field], text))).StatusCode, 200, 499);
            }
    }

    private static async Task<string> Renew(MadeClient client, HttpClient who) => await MadeClient.Post(who, client.Page, "renew", new KeyValuePair<string, string>("action", "renew"));

    private Task<string> Renew(MadeClient client) => Renew(client, admin);

    private Task<HttpResponseMessage> Present(string token) =>
        MadeClient.Call(program, token, HttpMethod.Post, $"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate());
}
