using System.Collections.Specialized;
using System.Net;
using System.Web;
using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>The market at an authority of somebody else's: what it takes from it, and what not.</summary>
public sealed class ForeignAuthorityTests : IAsyncLifetime
{
    private readonly StubAuthority authority = new();
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Site site;

    public ForeignAuthorityTests() => site = new Site
    {
        Settings = { ["Authentication:Authority"] = StubAuthority.Issuer, ["Authentication:ClientId"] = StubAuthority.Client, ["Authentication:ClientSecret"] = StubAuthority.Secret },
        Parts = services => services.AddSingleton(new SignInClock(time)).Configure<OpenIdConnectOptions>("oidc", options => options.BackchannelHttpHandler = authority),
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        authority.Dispose();
    }

    [Fact]
    public async Task Somebody_it_vouches_for_is_signed_in_and_known_by_issuer_and_subject()
    {
        var browser = Browser();

        Assert.Equal("/classes", await Returns(browser, await Leaves(browser, "/classes")));

        Assert.Contains("Ann", await browser.GetStringAsync("/classes"));
        var person = await site.Services.GetRequiredService<IPersonRecords>().Find(PersonId.Of(StubAuthority.Issuer, "1"));
        Assert.Equal(("Ann", "ann@example.com"), (person!.Value.Name, person.Value.Email));
    }

    [Theory]
    [InlineData("another issuer")]
    [InlineData("issuer with a slash")]
    [InlineData("no issuer")]
    [InlineData("another audience")]
    [InlineData("no audience")]
    [InlineData("audiences without the authorised party")]
    [InlineData("no subject")]
    [InlineData("another nonce")]
    [InlineData("no nonce")]
    [InlineData("expired")]
    [InlineData("no expiry")]
    [InlineData("not yet valid")]
    [InlineData("alg none")]
    [InlineData("alg none with a signature")]
    [InlineData("alg HS256 by the public key")]
    [InlineData("alg HS256 by the secret")]
    [InlineData("alg RS1")]
    [InlineData("no signature")]
    [InlineData("an unknown key")]
    [InlineData("signed by another key")]
    [InlineData("claims changed after signing")]
    [InlineData("user info of another")]
    [InlineData("no id token")]
    [InlineData("id token is nonsense")]
    [InlineData("token endpoint fails")]
    public async Task What_it_says_is_not_taken_with(string fault)
    {
        authority.Bend = fault;
        var browser = Browser();

        Assert.Equal("/sign-in/refused", await Returns(browser, await Leaves(browser)));
        Assert.DoesNotContain("/sign-out", await browser.GetStringAsync("/classes"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(StubAuthority.Issuer + ".evil.example")]
    [InlineData("")]
    public async Task Nobody_is_sent_to_one_whose_metadata_name_another(string issuer)
    {
        authority.NamesItself = issuer;

        Assert.Equal("/sign-in/refused?why=away", (await Browser().GetAsync("/sign-in")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Nor_is_an_answer_to_another_browser_or_none_or_a_second_time()
    {
        var (browser, another) = (Browser(), Browser());
        var left = await Leaves(browser);

        Assert.Equal("/sign-in/refused", await Returns(another, left));
        Assert.Equal("/sign-in/refused", await Came(another, "/sign-in/return?code=c"));
        Assert.Equal("/sign-in/refused", await Came(another, "/sign-in/return?code=c&state=nonsense"));
        Assert.Equal("/sign-in/refused", await Came(browser, $"/sign-in/return?error=access_denied&state={Uri.EscapeDataString(left["state"]!)}"));
        left = await Leaves(browser);
        Assert.Equal("/sign-in/refused", await Came(browser, $"/sign-in/return?state={Uri.EscapeDataString(left["state"]!)}"));
        left = await Leaves(browser);
        Assert.Equal("/", await Returns(browser, left));
        Assert.Equal("/sign-in/refused", await Returns(browser, left));
    }

    [Fact]
    public async Task New_keys_are_read_when_it_turns_them()
    {
        Assert.Equal("/", await SignIn(Browser()));
        authority.TurnKeys();

        // The first token of an unknown key has them read anew, beside the request that it came with.
        var came = await SignIn(Browser());
        for (var tries = 0; tries < 60 && came != "/"; tries++)
        {
            await Task.Delay(250);
            came = await SignIn(Browser());
        }

        Assert.Equal("/", came);
    }

    [Fact]
    public async Task While_it_is_away_who_is_signed_in_stays_so_and_others_are_told()
    {
        var (browser, another) = (Browser(), Browser());
        authority.IsAway = true;
        Assert.Equal("/sign-in/refused?why=away", (await another.GetAsync("/sign-in")).Headers.Location!.OriginalString);

        authority.IsAway = false;
        Assert.Equal("/", await SignIn(browser));
        authority.IsAway = true;
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("/sign-out", await browser.GetStringAsync("/classes"));
    }

    [Fact]
    public async Task A_session_that_it_ended_ends_here_within_a_minute()
    {
        var browser = Browser();
        await SignIn(browser);
        authority.RefusesUserInfo = true;
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.DoesNotContain("/sign-out", await browser.GetStringAsync("/classes"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("pwd", false)]
    [InlineData("hwk", false)]
    [InlineData("mfa-not", false)]
    [InlineData("pwd mfa", true)]
    [InlineData("pwd otp", true)]
    [InlineData("hwk user", true)]
    public async Task What_needs_a_second_factor_is_had_only_where_it_says_that_there_was_one(string? methods, bool has)
    {
        authority.Methods = methods?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var browser = Browser();
        await SignIn(browser);
        var id = PersonId.Of(StubAuthority.Issuer, "1");
        var found = (await site.Services.GetRequiredService<IPersonRecords>().Find(id))!;
        var change = StoredAs<PersonRecord>.Write(id.Value, found.Value with { IsOperator = true }, found.Version);
        Assert.True((await site.Services.GetRequiredService<IStore>().Commit(new Changes([change], [], time.GetUtcNow()))).Succeeded);

        Assert.Equal(has ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await browser.GetAsync("/operator")).StatusCode);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(6, false)]
    [InlineData(0, true)]
    [InlineData(-3, true)]
    public async Task Asked_for_a_new_proof_it_must_say_that_one_was_given_just_now(int? minutesAgo, bool taken)
    {
        var browser = Browser();
        await SignIn(browser);
        authority.ProvedAt = minutesAgo is { } ago ? time.GetUtcNow().AddMinutes(-ago) : null;

        var left = await Leaves(browser, "/classes&again=1");

        Assert.Equal(("login", "300"), (left["prompt"], left["max_age"]));
        Assert.Equal(taken ? "/classes" : "/sign-in/refused?why=unproved", await Returns(browser, left));
        // Either way they stay signed in.
        Assert.Contains("/sign-out", await browser.GetStringAsync("/classes"));
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-up")]
    [InlineData("/account/export.json")]
    [InlineData("/connect/authorize")]
    [InlineData("/connect/keys")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task Of_the_bundled_server_nothing_is_there(string path) => Assert.Equal(HttpStatusCode.NotFound, (await Browser().GetAsync(path)).StatusCode);

    private HttpClient Browser() => site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });

    private async Task<string> SignIn(HttpClient browser) => await Returns(browser, await Leaves(browser));

    /// <summary>The market sends the browser to the authority; what it gives along.</summary>
    private async Task<NameValueCollection> Leaves(HttpClient browser, string back = "/")
    {
        var to = (await browser.GetAsync($"/sign-in?return={back}")).Headers.Location!;
        Assert.Equal(StubAuthority.Issuer + "/authorize", to.GetLeftPart(UriPartial.Path));
        var given = HttpUtility.ParseQueryString(to.Query);
        Assert.Equal(("code", "S256", "query"), (given["response_type"], given["code_challenge_method"], given["response_mode"] ?? "query"));
        authority.Nonce = given["nonce"]!;
        return given;
    }

    private static Task<string> Returns(HttpClient browser, NameValueCollection given) => Came(browser, $"/sign-in/return?code=c&state={Uri.EscapeDataString(given["state"]!)}");

    private static async Task<string> Came(HttpClient browser, string path) => (await browser.GetAsync(path)).Headers.Location!.OriginalString;
}
