using System.Net;
using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>The market at an authority of somebody else's: what it takes from it, and what not.</summary>
public sealed class ForeignAuthorityTests : IClassFixture<ForeignMarket>
{
    private readonly ForeignMarket market;

    public ForeignAuthorityTests(ForeignMarket market)
    {
        this.market = market;
        market.Authority.Straightens();
    }

    [Fact]
    public async Task Somebody_it_vouches_for_is_signed_in_and_known_by_issuer_and_subject()
    {
        var browser = market.Browser();

        Assert.Equal("/classes", await ForeignMarket.Returns(browser, await market.Leaves(browser, "/classes")));

        Assert.Contains("Ann", await browser.GetStringAsync("/classes"));
        var person = await market.Site.Services.GetRequiredService<IPersonRecords>().Find(PersonId.Of(StubAuthority.Issuer, "1"));
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
        market.Authority.Bend = fault;
        var browser = market.Browser();

        Assert.Equal("/sign-in/refused", await ForeignMarket.Returns(browser, await market.Leaves(browser)));
        Assert.DoesNotContain("/sign-out", await browser.GetStringAsync("/classes"));
    }

    [Fact]
    public async Task Nor_is_an_answer_to_another_browser_or_none_or_a_second_time()
    {
        var (browser, another) = (market.Browser(), market.Browser());
        var left = await market.Leaves(browser);

        Assert.Equal("/sign-in/refused", await ForeignMarket.Returns(another, left));
        Assert.Equal("/sign-in/refused", await ForeignMarket.Came(another, "/sign-in/return?code=c"));
        Assert.Equal("/sign-in/refused", await ForeignMarket.Came(another, "/sign-in/return?code=c&state=nonsense"));
        Assert.Equal("/sign-in/refused", await ForeignMarket.Came(browser, $"/sign-in/return?error=access_denied&state={Uri.EscapeDataString(left["state"]!)}"));
        left = await market.Leaves(browser);
        Assert.Equal("/sign-in/refused", await ForeignMarket.Came(browser, $"/sign-in/return?state={Uri.EscapeDataString(left["state"]!)}"));
        left = await market.Leaves(browser);
        Assert.Equal("/", await ForeignMarket.Returns(browser, left));
        Assert.Equal("/sign-in/refused", await ForeignMarket.Returns(browser, left));
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
        market.Authority.Methods = methods?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var browser = market.Browser();
        await market.SignIn(browser);
        var id = PersonId.Of(StubAuthority.Issuer, "1");
        var found = (await market.Site.Services.GetRequiredService<IPersonRecords>().Find(id))!;
        var change = StoredAs<PersonRecord>.Write(id.Value, found.Value with { IsOperator = true }, found.Version);
        Assert.True((await market.Site.Services.GetRequiredService<IStore>().Commit(new Changes([change], [], market.Time.GetUtcNow()))).Succeeded);

        Assert.Equal(has ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await browser.GetAsync("/operator")).StatusCode);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(6, false)]
    [InlineData(0, true)]
    [InlineData(-3, true)]
    public async Task Asked_for_a_new_proof_it_must_say_that_one_was_given_just_now(int? minutesAgo, bool taken)
    {
        var browser = market.Browser();
        await market.SignIn(browser);
        market.Authority.ProvedAt = minutesAgo is { } ago ? market.Time.GetUtcNow().AddMinutes(-ago) : null;

        var left = await market.Leaves(browser, "/classes&again=1");

        Assert.Equal(("login", "300"), (left["prompt"], left["max_age"]));
        Assert.Equal(taken ? "/classes" : "/sign-in/refused?why=unproved", await ForeignMarket.Returns(browser, left));
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
    public async Task Of_the_bundled_server_nothing_is_there(string path) => Assert.Equal(HttpStatusCode.NotFound, (await market.Browser().GetAsync(path)).StatusCode);
}
