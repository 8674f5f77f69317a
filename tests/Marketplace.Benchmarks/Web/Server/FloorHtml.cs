using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Marketplace.Discovery;
using Marketplace.Discovery.Search;
using Marketplace.Vocabulary;

namespace Marketplace.Benchmarks.Web.Server;

/// <summary>Pages by hand: one text builder, encoded once.</summary>
internal sealed class FloorHtml(SearchVocabulary vocabulary)
{
    private static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The hits of a search page, and the values of its facets with their counts.</summary>
    public void Search(IBufferWriter<byte> output, IndexAnswer answer, IndexQuery query)
    {
        var page = new StringBuilder(32_000).Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Search</title></head><body><form>");
        foreach (var name in query.Facets)
        {
            if (!answer.Facets.TryGetValue(name, out var counts)) continue;
            page.Append("<fieldset><legend>").Append(Text(vocabulary.NameOf(name).In(Language.En))).Append("</legend>");
            foreach (var one in counts)
            {
                page.Append("<label class=\"facet\"><input type=\"checkbox\" name=\"").Append(name).Append("\" value=\"").Append(Text(one.Value)).Append("\"><bdi>")
                    .Append(Text(vocabulary.LabelOf(name, one.Value).In(Language.En))).Append("</bdi><span class=\"num soft\">").Append(one.Count).Append("</span></label>");
            }

            page.Append("</fieldset>");
        }

        page.Append("</form><p>").Append(answer.Total).Append("</p><ol>");
        for (var i = 0; i < Math.Min(answer.Hits.Count, query.Size - 1); i++) Hit(page, answer.Hits[i].Document, query.Day);
        Write(output, page.Append("</ol></body></html>"));
    }

    /// <summary>A page of given text.</summary>
    public static void Page(IBufferWriter<byte> output, string[] texts)
    {
        var page = new StringBuilder(32_000).Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Page</title></head><body>");
        foreach (var text in texts) page.Append("<p>").Append(Text(text)).Append("</p>");
        Write(output, page.Append("</body></html>"));
    }

    private void Hit(StringBuilder page, SearchDocument document, DateOnly day)
    {
        page.Append("<li><h2><a href=\"/listings/").Append(document.Id.Value).Append("\">").Append(Text(document.Title.In(Language.En))).Append("</a></h2><p>")
            .Append(Text(document.ProviderName.In(Language.En))).Append(" · ").Append(Text(vocabulary.LabelOf("region", document.Region).In(Language.En))).Append(" · ")
            .Append(Text(vocabulary.LabelOf("class", document.Class).In(Language.En))).Append("</p><p>").Append(Text(document.Summary.In(Language.En))).Append("</p>");
        if (document.SpanOn(day) is { } span) page.Append("<p>").Append(VerdictNames.Of(span.Verdict)).Append(" · ").Append(VerdictNames.Of(span.Basis)).Append("</p>");
        foreach (var claim in document.Claims)
        {
            page.Append("<p>").Append(Text(claim.StandardId ?? claim.Permit ?? "")).Append(" · ").Append(HitEvidence.Status(claim, day)).Append(" · ")
                .Append(HitEvidence.Name(claim.Verification)).Append("</p>");
        }

        if (document.Price is { Min: { } min, Currency: { } currency }) page.Append("<p>").Append(currency).Append(' ').Append((min / 100m).ToString("#,0.00", CultureInfo.InvariantCulture)).Append("</p>");
        page.Append("</li>");
    }

    private static string Text(string text) => encoder.Encode(text);

    private static void Write(IBufferWriter<byte> output, StringBuilder page)
    {
        foreach (var chunk in page.GetChunks()) Encoding.UTF8.GetBytes(chunk.Span, output);
    }
}
