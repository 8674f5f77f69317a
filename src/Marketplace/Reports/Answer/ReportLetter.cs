using System.Text.Encodings.Web;
using Marketplace.Identity.SignIn;
using Marketplace.Notices;
using Marketplace.Vocabulary;

namespace Marketplace.Reports.Answer;

/// <summary>The mail that answers a report, in the language in which it was made.</summary>
internal sealed class ReportLetter(ReportSeal seal, SiteLinks links, HtmlEncoder encoder)
{
    private const int LongestTitle = 110;

    public Mail Of(Report report, ReportDecision decision, string to)
    {
        var address = links.To($"/reports/{seal.Seal(report.Id)}").ToString();
        var (title, zh) = (report.Title.In(report.Language), report.Language == Language.Zh);
        var upheld = report.State == ReportState.Upheld;
        var first = zh
            ? $"您举报的“{title}”，平台已处理：{(upheld ? "举报属实。" : "未予认定。")}"
            : $"You reported “{title}”. The operator has decided: {(upheld ? "your report is upheld." : "your report is dismissed.")}";
        var last = zh ? "举报及处理结果可在此查看：" : "Your report and the answer are here:";
        var language = zh ? "zh-Hans" : "en";
        return new Mail(
            $"{report.Id}@plumbline", to, Subject(title, zh),
            $"{first}\n\n{decision.Text}\n\n{last}\n{address}\n",
            $"<!DOCTYPE html><html lang=\"{language}\"><body><p>{encoder.Encode(first)}</p>{Paragraphs(decision.Text)}<p>{encoder.Encode(last)}<br><a href=\"{encoder.Encode(address)}\">{encoder.Encode(address)}</a></p></body></html>");
    }

    /// <summary>Short enough for a header whatever the listing is called.</summary>
    private static string Subject(string title, bool zh)
    {
        var name = title.Length <= LongestTitle ? title : string.Concat(title.EnumerateRunes().Take(LongestTitle - 10)) + "…";
        return zh ? $"举报处理结果：{name}" : $"Your report: {name}";
    }

    private string Paragraphs(string text) => string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"<p>{encoder.Encode(line)}</p>"));
}
