using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Keys;
using Marketplace.Identity.Server.Passwords;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OpenIddict.Server;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>What the identity server does as time goes by: codes run out, keys turn, hashes of old cost are renewed.</summary>
public sealed class OverTimeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Site site;
    private readonly Someone wei;
    private readonly TestClients clients;

    public OverTimeTests()
    {
        site = new Site
        {
            AtFullCost = true,
            Parts = services => services.AddSingleton(new SignInClock(time)).PostConfigure<OpenIddictServerOptions>(options => options.TimeProvider = time),
        };
        (wei, clients) = (new Someone(site), new TestClients(site));
    }

    public async ValueTask InitializeAsync()
    {
        await clients.Register();
        await wei.HasAccount();
        await wei.SignsIn(path: "/account/sign-in?return=/account");
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_code_is_good_for_five_minutes()
    {
        var (young, old) = (await clients.Code(wei), await clients.Code(wei));
        time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(2));
        await clients.Taken(TestClients.Exchange(young));

        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("invalid_grant", await clients.Refused(TestClients.Exchange(old)));
    }

    [Fact]
    public async Task A_new_key_is_published_before_it_signs_and_an_old_one_until_nothing_of_it_can_be_valid()
    {
        var first = await Signs();
        Assert.Equal([first], await Published());

        await After(KeySchedule.UsedFor - KeySchedule.PublishedBefore - TimeSpan.FromHours(1));
        Assert.Equal([first], await Published());
        await After(TimeSpan.FromHours(2));
        Assert.Equal((2, first), ((await Published()).Count, await Signs()));

        await After(KeySchedule.PublishedBefore);
        var second = await Signs();
        Assert.NotEqual(first, second);
        Assert.Contains(first, await Published());

        await After(KeySchedule.KeptAfter);
        Assert.Equal([second], await Published());
    }

    [Fact]
    public async Task A_hash_of_lower_cost_is_made_anew_when_its_owner_signs_in()
    {
        var cheap = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 10_000 }));
        await Account(account => account.PasswordHash = cheap.HashPassword(account, Someone.Password));
        Assert.Equal(10_000, await Rounds());

        var elsewhere = new Someone(site) { Email = wei.Email };
        await elsewhere.SignsIn("wrong, wrong and wrong again");
        Assert.Equal(10_000, await Rounds());
        await elsewhere.SignsIn();

        Assert.True(await elsewhere.IsSignedIn());
        Assert.Equal(StrongHasher.Iterations, await Rounds());
    }

    private async Task After(TimeSpan wait)
    {
        time.Advance(wait);
        await site.Services.GetRequiredService<KeyRing>().Turn();
    }

    /// <summary>The key that signs the tokens of now.</summary>
    private async Task<string> Signs()
    {
        var token = (string)(await clients.Taken(new() { ["grant_type"] = "client_credentials", ["client_id"] = TestClients.Confidential, ["client_secret"] = TestClients.Secret }))["access_token"]!;
        return (string)JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]))!["kid"]!;
    }

    private async Task<IReadOnlyList<string>> Published() =>
        [.. (await clients.Http.GetFromJsonAsync<JsonNode>("/connect/keys"))!["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];

    private async Task<int> Rounds()
    {
        var rounds = 0;
        await Account(account => rounds = (int)BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(account.PasswordHash!).AsSpan(5)));
        return rounds;
    }

    private async Task Account(Action<Account> what)
    {
        using var scope = site.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        what(db.Users.Single(it => it.Email == wei.Email));
        await db.SaveChangesAsync();
    }
}
