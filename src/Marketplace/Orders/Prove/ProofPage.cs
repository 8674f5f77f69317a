using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Marketplace.Record;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Prove;

/// <summary>The page of a proof that people read: one file in both languages that asks nothing of any site.</summary>
internal static class ProofPage
{
    private static readonly ResourceManager words = new(typeof(Words));
    private static readonly ResourceManager kinds = new(typeof(Record.Words));
    private static readonly HtmlEncoder html = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%}"
        + "th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8886}code{overflow-wrap:anywhere}section{margin-bottom:3rem}";

    public static string Of(ProofDocument proof, IReadOnlyList<RecordEntry> events, FrozenOrder frozen)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Append("<title>").Append(html.Encode(proof.Order)).Append("</title><style>").Append(Style).Append("</style></head>\n<body>\n");
        foreach (var language in new[] { Language.En, Language.Zh }) Write(page, language, proof, events, frozen);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder page, Language language, ProofDocument proof, IReadOnlyList<RecordEntry> events, FrozenOrder frozen)
    {
        var culture = CultureInfo.GetCultureInfo(language == Language.Zh ? "zh-CN" : "en");
        string Word(string key, params object[] values) => html.Encode(string.Format(culture, words.GetString(key, culture)!, values));
        string Code(string text) => $"<code>{html.Encode(text)}</code>";
        string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        page.Append(language == Language.Zh ? "<section lang=\"zh-Hans\">" : "<section lang=\"en\">");
        page.Append("<h1>").Append(Word("proof.page.title", proof.Order)).Append("</h1>\n<p>").Append(html.Encode(frozen.Listing.Title.In(language))).Append("<br>")
            .Append(html.Encode(frozen.Provider.Name.In(language))).Append(" · ").Append(html.Encode(frozen.Buyer.Name.In(language))).Append("</p>\n<p>").Append(Word("proof.page.lead")).Append("</p>\n");

        page.Append("<h2>").Append(Word("proof.page.events")).Append("</h2>\n<table><thead><tr><th>#</th><th>").Append(Word("timeline.when")).Append("</th><th>").Append(Word("timeline.what")).Append("</th></tr></thead><tbody>\n");
        foreach (var it in events)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{it.Number}</td><td>{Time(it.At)}</td><td>{html.Encode(kinds.GetString($"kind.{it.Kind}", culture) ?? it.Kind)}<br>{Code(it.Body)}</td></tr>\n");
        page.Append("</tbody></table>\n<h2>").Append(Word("proof.page.files")).Append("</h2>\n<ul>\n");
        foreach (var file in proof.Files) page.Append("<li>").Append(Word("timeline.milestone", file.Milestone)).Append(" · SHA-256 ").Append(Code(file.Sha256)).Append("</li>\n");
        page.Append("<li>").Append(Word("proof.page.evidence")).Append(" · SHA-256 ").Append(Code(proof.Evidence)).Append("</li>\n</ul>\n");

        page.Append("<h2>").Append(Word("proof.page.root")).Append("</h2>\n<p>").Append(Word("proof.page.signed", proof.Root.Size, Time(proof.Root.At))).Append("<br>").Append(Code(proof.Root.Root)).Append("</p>\n<p>")
            .Append(Word("proof.page.key")).Append("<br>").Append(Code(proof.Root.Key)).Append("</p>\n<h2>").Append(Word("proof.page.how")).Append("</h2>\n<p>").Append(Word("proof.page.how.text")).Append("</p>\n<pre>")
            .Append(html.Encode($"dotnet run --project src/Marketplace.Web -- verify {proof.Order}-proof.zip {proof.Root.Key}")).Append("</pre></section>\n");
    }
}
