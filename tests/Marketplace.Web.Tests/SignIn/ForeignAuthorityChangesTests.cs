using System.Net;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>What an authority of somebody else's changes while the market runs: its keys, whether it is there, and whose session goes on.</summary>
public sealed class ForeignAuthorityChangesTests : IAsyncDisposable
{
    private readonly ForeignMarket market = new();

    public ValueTask DisposeAsync() => market.DisposeAsync();

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(StubAuthority.Issuer + ".evil.example")]
    [InlineData("")]
    public async Task Nobody_is_sent_to_one_whose_metadata_name_another(string issuer)
    {
        market.Authority.NamesItself = issuer;

        Assert.Equal("/sign-in/refused?why=away", (await market.Browser().GetAsync("/sign-in")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task New_keys_are_read_when_it_turns_them()
    {
        Assert.Equal("/", await market.SignIn(market.Browser()));
        market.Authority.TurnKeys();

        // The first token of an unknown key has them read anew, beside the request that it came with.
        var came = await market.SignIn(market.Browser());
        for (var tries = 0; tries < 60 && came != "/"; tries++)
        {
            await Task.Delay(250);
            came = await market.SignIn(market.Browser());
        }

        Assert.Equal("/", came);
    }

    [Fact]
    public async Task While_it_is_away_who_is_signed_in_stays_so_and_others_are_told()
    {
        var (browser, another) = (market.Browser(), market.Browser());
        market.Authority.IsAway = true;
        Assert.Equal("/sign-in/refused?why=away", (await another.GetAsync("/sign-in")).Headers.Location!.OriginalString);

        market.Authority.IsAway = false;
        Assert.Equal("/", await market.SignIn(browser));
        market.Authority.IsAway = true;
        market.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("/sign-out", await browser.GetStringAsync("/classes"));
    }

    [Fact]
    public async Task A_session_that_it_ended_ends_here_within_a_minute()
    {
        var browser = market.Browser();
        await market.SignIn(browser);
        market.Authority.RefusesUserInfo = true;
        market.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.DoesNotContain("/sign-out", await browser.GetStringAsync("/classes"));
    }
}
