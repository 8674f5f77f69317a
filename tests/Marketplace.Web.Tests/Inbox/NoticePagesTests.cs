using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Notices;
using Marketplace.Vocabulary;
using Marketplace.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Inbox;

/// <summary>People are told what concerns them, on the site and by mail.</summary>
public sealed class NoticePagesTests : IAsyncLifetime
{
    private readonly Site site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Whoever_invited_learns_of_it_on_every_page_and_by_mail_and_chooses_which_mails_come()
    {
        var (ann, bob) = (new Someone(site) { Name = "Ann Numbat" }, new Someone(site) { Name = "Bob Quoll" });
        foreach (var one in new[] { ann, bob })
        {
            await one.HasAccount();
            await one.SignsIn();
        }
        await ann.Opens("/organisations/new");
        await ann.Sends(("name.en", "Bilby DEMO Ltd"));
        var firm = new Uri(new Uri("http://localhost"), ann.At).AbsolutePath;
        await ann.Sends(("email", bob.Email), ("roles", "Buyer"));
        await bob.Opens(new Uri(Someone.LinkIn((await bob.Mail())[0])).PathAndQuery);
        await bob.Presses("accept");

        await Until(ann, "/standards", "Notices, 1 unread");
        await ann.Opens("/notices");
        Assert.Contains("Bob Quoll has joined Bilby DEMO Ltd", ann.Page);
        var mail = (await ann.Mail())[0];
        Assert.Equal("Bob Quoll has joined Bilby DEMO Ltd", mail.Subject);
        Assert.Contains(firm, mail.TextBody);
        Assert.Contains("/notices/settings", mail.HtmlBody);
        await ann.Presses("read");
        Assert.DoesNotContain("unread", ann.Page.Split("<main")[0]);
        Assert.Contains("Bob Quoll has joined", ann.Page);

        // Bob wants no mail of changed roles, and is told on the site all the same.
        await bob.Opens("/notices/settings");
        await bob.Sends(("mail", "InvitationAccepted"));
        Assert.Contains("Saved.", bob.Page);
        await ann.Opens(firm);
        await ann.Opens(Regex.Match(ann.Page, $"{firm}/members/per_[0-9A-Z]{{26}}(?=\">[^<]*<span[^>]*>Bob)").Value);
        await ann.Sends(("roles", "Finance"), ("action", "save"));
        await Until(bob, "/notices", "Your roles at Bilby DEMO Ltd were changed");
        Assert.Contains("Finance", bob.Page);
        await Task.Delay(1500);
        Assert.DoesNotContain(await bob.Mail(), it => it.Subject!.Contains("roles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notices_are_their_readers_own()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await site.Visitor().GetAsync("/notices")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.Visitor().GetAsync("/notices/settings")).StatusCode);
        Assert.DoesNotContain("href=\"/notices\"", await site.Visitor().GetStringAsync("/standards"));
        var buyer = await site.Acting("buyer");
        Assert.Contains("There is nothing yet", await buyer.GetStringAsync("/notices?older=operator:99999999999999:1"));
        Assert.Contains("There is nothing yet", await buyer.GetStringAsync("/notices?older=%00%ff"));
    }

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public async Task Every_mail_is_shown_in_both_languages_and_can_be_sent(Language language)
    {
        var samples = site.Services.GetServices<IPreviewMails>().SelectMany(it => it.Samples(language)).ToList();
        Assert.True(samples.Count >= 17, $"only {samples.Count} mails are shown");
        var page = WebUtility.HtmlDecode(await site.Visitor().GetStringAsync("/dev/mails"));
        foreach (var (name, mail) in samples)
        {
            Assert.Contains(mail.Subject, page);
            Assert.Contains(mail.Text.Split('\n')[0], WebUtility.HtmlDecode(await site.Visitor().GetStringAsync($"/dev/mails?mail={Uri.EscapeDataString(name)}")));
            Assert.DoesNotMatch(@"\{\d\}", mail.Subject + mail.Text + mail.Html);
            if (name != "invitation") Assert.Equal(language == Language.Zh, Regex.IsMatch(mail.Subject, @"\p{IsCJKUnifiedIdeographs}"));
            await site.Services.GetRequiredService<IMail>().Send(mail);
        }
    }

    [Fact]
    public async Task Mails_are_shown_in_Development_alone()
    {
        await using var production = new Site { EnvironmentName = "Production" };
        Assert.Equal(HttpStatusCode.NotFound, (await production.Visitor().GetAsync("/dev/mails")).StatusCode);
    }

    private static async Task Until(Someone who, string path, string text)
    {
        for (var tries = 0; ; tries++, await Task.Delay(50))
        {
            await who.Opens($"{path}?{tries}");
            if (WebUtility.HtmlDecode(who.Page).Contains(text, StringComparison.Ordinal)) return;
            Assert.True(tries < 200, $"{path} did not come to say: {text}");
        }
    }
}
