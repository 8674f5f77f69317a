using System.Net;
using Marketplace.Identity.SignIn;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>From making an account to signing out, by the pages alone.</summary>
public sealed class SignInTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("en", "Confirm your address")]
    [InlineData("zh", "请确认您的邮箱")]
    public async Task An_account_is_made_confirmed_by_mail_and_signed_in(string language, string subject)
    {
        var wei = new Someone(site, language: language);

        await wei.SignsUp();
        var mail = Assert.Single(await wei.Mail());
        Assert.Equal(subject, mail.Subject);
        Assert.False(await wei.IsSignedIn());
        await wei.Opens(new Uri(Someone.LinkIn(mail)).PathAndQuery);
        await wei.Sends(("password", Someone.Password));

        Assert.Equal(("/", HttpStatusCode.OK), (wei.At, wei.Status));
        Assert.Contains("Li Wei", wei.Page);
        Assert.True(await wei.IsSignedIn());
        await wei.SignsOut();
        Assert.Equal("/", wei.At);
        Assert.False(await wei.IsSignedIn());
    }

    [Fact]
    public async Task Signing_in_leads_back_to_where_one_was()
    {
        var wei = new Someone(site);
        await wei.HasAccount();

        await wei.SignsIn(path: "/sign-in?return=/classes?x=1");

        Assert.Equal("/classes?x=1", wei.At);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\tevil.example")]
    [InlineData("\\/evil.example")]
    [InlineData(" /standards")]
    public async Task It_never_leads_elsewhere(string back)
    {
        var wei = new Someone(site);
        await wei.HasAccount();

        await wei.SignsIn(path: $"/sign-in?return={Uri.EscapeDataString(back)}");
        Assert.Equal("/", wei.At);

        await wei.SignsIn(path: $"/account/sign-in?return={Uri.EscapeDataString(back)}");
        Assert.Equal("/", wei.At);
    }

    [Fact]
    public async Task A_person_is_the_same_one_with_every_sign_in()
    {
        var wei = new Someone(site);
        var account = await wei.HasAccount();
        var id = PersonId.Of("http://localhost/", account.Id);

        await wei.SignsIn();
        var first = (await People().Find(id))!;
        await wei.SignsOut();
        await wei.SignsIn();

        Assert.Equal((wei.Name, wei.Email), (first.Value.Name, first.Value.Email));
        Assert.Equal(first, await People().Find(id));
    }

    [Fact]
    public async Task Somebody_without_an_account_learns_nothing_about_others()
    {
        var (wei, nobody) = (new Someone(site), new Someone(site));
        await wei.HasAccount();

        await wei.SignsIn("not the right password at all");
        await nobody.SignsIn("not the right password at all");
        Assert.Equal(Neutral(wei), Neutral(nobody));

        foreach (var who in (Someone[])[wei, nobody])
        {
            await who.Opens("/account/forgotten");
            await who.Sends(("email", who.Email));
        }
        Assert.Equal(Neutral(wei), Neutral(nobody));

        foreach (var who in (Someone[])[wei, nobody]) await who.SignsUp();
        Assert.Equal(Neutral(wei), Neutral(nobody));
        Assert.Equal(["Choose a new password", "You have an account already"], (await wei.Mail(2)).Select(mail => mail.Subject));
    }

    [Fact]
    public async Task A_stranger_cannot_have_somebody_confirm_a_password_of_the_strangers()
    {
        var (stranger, wei) = (new Someone(site), new Someone(site) { Email = $"wei-{Guid.NewGuid():N}@example.com" });
        stranger = new Someone(site) { Email = wei.Email };

        await stranger.SignsUp("a password of the stranger");
        var link = new Uri(Someone.LinkIn((await wei.Mail())[0])).PathAndQuery;
        await wei.Opens(link);
        await wei.Sends(("password", Someone.Password));
        Assert.Contains("error-summary", wei.Page);

        // Who signs up last counts, and the link sent before is void.
        await wei.SignsUp();
        await wei.Opens(link);
        await wei.Sends(("password", "a password of the stranger"));
        Assert.Contains("error-summary", wei.Page);
        await stranger.SignsIn("a password of the stranger");
        Assert.False(await stranger.IsSignedIn());
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_once_by_the_link_and_ends_all_sessions()
    {
        var (wei, elsewhere) = (new Someone(site), new Someone(site));
        elsewhere = new Someone(site) { Email = wei.Email };
        await wei.HasAccount();
        await elsewhere.SignsIn();
        Assert.True(await elsewhere.IsSignedIn());

        await wei.Opens("/account/forgotten");
        await wei.Sends(("email", wei.Email));
        var link = new Uri(Someone.LinkIn((await wei.Mail())[0])).PathAndQuery;
        await wei.Opens(link);
        await wei.Sends(("password", "another horse battery staple"));
        Assert.Contains("Your password is changed", wei.Page);

        Assert.False(await elsewhere.IsSignedIn());
        await wei.SignsIn();
        Assert.False(await wei.IsSignedIn());
        await wei.Opens(link);
        await wei.Sends(("password", "yet another horse battery staple"));
        Assert.Contains("error-summary", wei.Page);
        await wei.SignsIn("another horse battery staple");
        Assert.True(await wei.IsSignedIn());
    }

    [Fact]
    public async Task A_password_must_be_long_and_none_that_everybody_tries()
    {
        var wei = new Someone(site);
        foreach (var weak in (string[])["", "fourteen chars", "passwordpassword", "123456789012345", "aaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "qwertyuiopasdfghjkl1", wei.Email, "line\u0007feed in a password"])
        {
            await wei.SignsUp(weak);
            Assert.True(wei.Page.Contains("href=\"#f-password\"", StringComparison.Ordinal) || weak == "qwertyuiopasdfghjkl1", weak);
        }

        foreach (var strong in (string[])["fifteen chars !", "密码可以用中文写成一句长长的话啊", new string('x', 200) + " and more", "                 spaces"])
        {
            var other = new Someone(site);
            await other.SignsUp(strong);
            Assert.Contains(other.Email, other.Page);
            Assert.DoesNotContain("error-summary", other.Page);
        }
    }

    private IPersonRecords People() => (IPersonRecords)site.Services.GetService(typeof(IPersonRecords))!;

    /// <summary>The page without what is theirs or made anew each time.</summary>
    private static string Neutral(Someone who) => $"{who.Status} " + System.Text.RegularExpressions.Regex.Replace(
        who.Page.Replace(who.Email, "EMAIL", StringComparison.Ordinal), "(return|back)=[^\"]*|(value|data-options)=\"[^\"]*\"", "");
}
