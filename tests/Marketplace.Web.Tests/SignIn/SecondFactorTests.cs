using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Identity.Server.Accounts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>The authenticator app and its recovery codes.</summary>
public sealed partial class SecondFactorTests(ClockedSite clocked) : IClassFixture<ClockedSite>
{
    private readonly FakeTimeProvider time = clocked.Time;
    private readonly Site site = clocked.Site;

    /// <summary>The vectors of RFC 6238, appendix B, of which these are the last six digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(code, Authenticator.Code("12345678901234567890"u8, seconds / 30));

    [Fact]
    public async Task A_code_is_asked_for_after_the_password_and_taken_once()
    {
        var (wei, key, _) = await WithApp();
        await wei.SignsOut();
        await wei.SignsIn();
        Assert.StartsWith("/account/second-factor", wei.At, StringComparison.Ordinal);
        Assert.False(await wei.IsSignedIn());
        await wei.Opens("/account/second-factor");

        // The code by which the app was shown to work is used up, and so is each after it.
        await Enters(wei, Code(key));
        Assert.Contains("error-summary", wei.Page);
        time.Advance(TimeSpan.FromSeconds(30));
        await Enters(wei, Code(key));
        Assert.True(await wei.IsSignedIn());

        await wei.SignsOut();
        await wei.SignsIn();
        await Enters(wei, Code(key));
        Assert.Contains("error-summary", wei.Page);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_once()
    {
        var (wei, _, recovery) = await WithApp();
        Assert.Equal(10, recovery.Count);
        await wei.SignsOut();

        await wei.SignsIn();
        await Enters(wei, recovery[3].ToLowerInvariant().Replace("-", " "));
        Assert.True(await wei.IsSignedIn());
        await wei.SignsOut();
        await wei.SignsIn();
        await Enters(wei, recovery[3]);
        Assert.Contains("error-summary", wei.Page);
        await Enters(wei, recovery[4]);
        Assert.True(await wei.IsSignedIn());
    }

    [Fact]
    public async Task Without_the_password_first_no_code_helps()
    {
        var (wei, key, _) = await WithApp();
        time.Advance(TimeSpan.FromSeconds(30));
        var stranger = new Someone(site);
        await stranger.Opens("/account/second-factor");
        await Enters(stranger, Code(key));

        Assert.Contains("error-summary", stranger.Page);
        Assert.False(await stranger.IsSignedIn());
        Assert.True(await wei.IsSignedIn());
    }

    [Fact]
    public async Task A_reset_by_mail_leaves_the_second_factor_on_and_lets_the_password_be_shorter()
    {
        var (wei, key, _) = await WithApp();
        await wei.Opens("/account/forgotten");
        await wei.Sends(("email", wei.Email));
        var link = (await wei.Mail(2)).Select(Someone.LinkIn).First(it => it.Contains("/account/reset", StringComparison.Ordinal));
        await wei.Opens(new Uri(link).PathAndQuery);
        await wei.Sends(("password", "9 letter"));
        Assert.Contains("Your password is changed", wei.Page);

        await wei.SignsIn("9 letter");
        Assert.StartsWith("/account/second-factor", wei.At, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(60));
        await Enters(wei, Code(key));
        Assert.True(await wei.IsSignedIn());

        // The short password does not hold alone.
        await wei.Opens("/account/authenticator");
        await wei.Presses("remove");
        Assert.Contains("error-summary", wei.Page);
    }

    [Fact]
    public async Task Changing_factors_wants_a_fresh_proof_and_keeps_the_session()
    {
        var (wei, _, _) = await WithApp();
        time.Advance(TimeSpan.FromMinutes(6));
        foreach (var path in (string[])["/account/passkeys", "/account/authenticator"])
        {
            await wei.Opens(path);
            Assert.StartsWith("/account/confirm-yourself", wei.At, StringComparison.Ordinal);
        }

        Assert.True(await wei.IsSignedIn());
    }

    private async Task<(Someone, string Key, IReadOnlyList<string> Recovery)> WithApp()
    {
        var wei = new Someone(site);
        await wei.HasAccount();
        await wei.SignsIn();
        await wei.Opens("/account/authenticator");
        await wei.Sends(("code", "000000"));
        Assert.Contains("error-summary", wei.Page);
        var key = await wei.HasAuthenticator(time);
        var recovery = Recovery().Matches(wei.Page).Select(it => it.Groups[1].Value).ToList();
        Assert.NotEmpty(recovery);
        await wei.Opens("/");
        return (wei, key, recovery);
    }

    private static Task Enters(Someone who, string code) => who.Sends(("code", code));

    private string Code(string key) => Someone.CodeOf(key, time);

    [GeneratedRegex("<li[^>]*><code[^>]*>([0-9A-Z-]{29})</code></li>")]
    private static partial Regex Recovery();
}
