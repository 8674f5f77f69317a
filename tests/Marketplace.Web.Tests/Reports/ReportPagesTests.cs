using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Storage;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit;

namespace Marketplace.Reports;

/// <summary>A claim is reported, looked into and answered, as browsers do it.</summary>
public sealed partial class ReportPagesTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    [Fact]
    public async Task A_visitor_reports_a_listing_and_reads_the_answer_by_link_and_by_mail()
    {
        var visitor = market.Site.Visitor();
        var form = LinkToReport(await visitor.GetStringAsync($"/listings/{market.Published}"));
        var bad = await (await visitor.PostForm(form, "report", ("reason", "Nonsense"), ("text", " "), ("email", "nobody"))).Content.ReadAsStringAsync();
        Assert.Contains("This is required", bad);
        Assert.Contains("Choose what is wrong", bad);
        Assert.Contains("Enter an e-mail address", bad);

        var sent = await visitor.PostForm(form, "report", ("reason", "ScopeNotCovered"), ("text", "Line 3 is not\nin the scope. <b>Look</b>"), ("email", "reporter@example.com"));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var status = sent.LeadsTo();
        var seen = await visitor.GetAsync(status);
        Assert.Contains("no-store", seen.Headers.CacheControl!.ToString());
        Assert.Contains("&lt;b&gt;Look&lt;/b&gt;", await seen.Content.ReadAsStringAsync());
        // The link is the only way in: an id is none, nor is a link that was bent.
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(status.Split('?')[0] + "A")).StatusCode);

        var report = "/operator/reports/" + ReportKey().Match(await market.Operator.GetStringAsync("/operator/reports?reason=ScopeNotCovered")).Value;
        Assert.Contains("reporter@example.com", await market.Operator.GetStringAsync(report));
        Assert.Equal($"{report}?saved=assigned", (await market.Operator.PostForm(report, "assign", ("mine", "true"))).LeadsTo());
        Assert.Contains("looked into", await visitor.GetStringAsync(status));
        Assert.Contains(report, await market.Operator.GetStringAsync("/operator/reports?mine=true"));

        // An auditor reads, and decides nothing.
        var auditor = await market.Site.Acting("auditor");
        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync(report)).StatusCode);
        Assert.InRange((int)(await auditor.PostForm(report, "decide", ("decision", "Dismissed"), ("text", "no"))).StatusCode, 400, 403);

        Assert.Contains("This is required", await (await market.Operator.PostForm(report, "decide", ("decision", "Upheld"))).Content.ReadAsStringAsync());
        Assert.Equal($"{report}?saved=decided", (await market.Operator.PostForm(report, "decide", ("decision", "Upheld"), ("text", "The annex ends at line 2."))).LeadsTo());
        Assert.Contains($"/providers/{market.Provider}/suspend", await market.Operator.GetStringAsync(report));
        Assert.Contains("The annex ends at line 2.", await visitor.GetStringAsync(status));
        // A decision stays: the form is gone with it.
        Assert.Equal(HttpStatusCode.BadRequest, (await market.Operator.PostForm(report, "decide", ("decision", "Dismissed"), ("text", "no"))).StatusCode);

        var mail = await MailTo("reporter@example.com");
        Assert.Contains("upheld", mail.TextBody);
        Assert.Contains("The annex ends at line 2.", mail.TextBody);
        Assert.StartsWith("rpt_", mail.MessageId, StringComparison.Ordinal);
        var link = new Uri(Address().Match(mail.TextBody!).Value).AbsolutePath;
        Assert.Contains("The annex ends at line 2.", await visitor.GetStringAsync(link));

        // What was written, and by whom, is in no event.
        var events = await market.Site.Services.GetRequiredService<IEventLog>().After(0, 10_000);
        Assert.DoesNotContain(events, it => EventTypes.Write(it.Event) is var said && (said.Contains("reporter@example", StringComparison.Ordinal) || said.Contains("Line 3", StringComparison.Ordinal)));
        Assert.Single(events, it => it.Event is ReportDecided { State: ReportState.Upheld });
    }

    [Fact]
    public async Task Somebody_who_floods_is_stopped_and_somebody_else_is_not()
    {
        var procurement = await market.Site.Acting("procurement");
        var page = $"/reports/new?about={market.Certificate}";
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Redirect, (await procurement.PostForm(page, "report", ("reason", "Other"), ("text", $"number {i}"))).StatusCode);
        var refused = await procurement.PostForm(page, "report", ("reason", "Other"), ("text", "number 6"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("number 6", await refused.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.Redirect, (await (await market.Site.Acting("buyer")).PostForm(page, "report", ("reason", "Other"), ("text", "mine"))).StatusCode);
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_report()
    {
        var buyer = await market.Site.Acting($"editor-{market.Provider}");
        var log = market.Site.Services.GetRequiredService<IEventLog>();
        var head = await log.Head();
        (string, string)[] typed = [("command", Ulid.NewUlid().ToString()), ("reason", "WrongDetails"), ("text", "twice")];
        var page = $"/reports/new?about={market.Certificate}";

        Assert.Equal(HttpStatusCode.Redirect, (await buyer.PostForm(page, "report", typed)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await buyer.PostForm(page, "report", typed)).StatusCode);

        Assert.Single(await log.After(head, 100), it => it.Event is ClaimReported { Reason: ReportReason.WrongDetails });
    }

    [Theory]
    [InlineData("")]
    [InlineData("lst_00000000000000000000000000")]
    [InlineData("crt_00000000000000000000000000")]
    [InlineData("../../etc")]
    public async Task What_is_not_there_cannot_be_reported(string about) =>
        Assert.Equal(HttpStatusCode.NotFound, (await market.Site.Visitor().GetAsync($"/reports/new?about={about}")).StatusCode);

    private static string LinkToReport(string html) => WebUtility.HtmlDecode(ReportLink().Match(html).Groups[1].Value);

    private async Task<MimeMessage> MailTo(string address)
    {
        var folder = Path.Combine(market.Site.Folder, "mail");
        for (var i = 0; i < 200; i++)
        {
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
            {
                var mail = await MimeMessage.LoadAsync(file);
                if (mail.To.ToString() == address) return mail;
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"No mail came to {address}.");
    }

    [GeneratedRegex("href=\"(/reports/new\\?about=[^\"]+)\"")]
    private static partial Regex ReportLink();

    [GeneratedRegex("rpt_[0-9A-Z]{26}")]
    private static partial Regex ReportKey();

    [GeneratedRegex(@"https?://\S+/reports/\S+")]
    private static partial Regex Address();
}
