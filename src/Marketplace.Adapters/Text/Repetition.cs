using System.Text;
using Lucene.Net.Analysis.TokenAttributes;

namespace Marketplace.Adapters.Text;

/// <summary>
/// Takes repetition out of a text for an engine whose analysis cannot: what is left is analysed into the same terms, but each no more
/// often than a few times.
/// </summary>
internal static class Repetition
{
    /// <summary>How often a term counts within a field.</summary>
    public const int Most = RepetitionFilter.Most;

    private static readonly MarketAnalyzer analyzer = new();

    /// <summary>
    /// Terms of Chinese overlap: of 检测报告 the terms are 检测, 测报, 报告. Where one of them is too many, the text is parted between its
    /// two characters, and its neighbours stay what they are.
    /// </summary>
    public static string Limit(string text, int times)
    {
        var kept = new StringBuilder(text.Length);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var reached = 0;
        using var stream = analyzer.GetTokenStream("", text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        var place = stream.GetAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
        {
            var token = term.ToString();
            var before = seen.GetValueOrDefault(token);
            if (before >= times) continue;
            seen[token] = before + 1;
            var from = place.StartOffset;
            if (from >= reached && kept.Length > 0) kept.Append(' ');
            kept.Append(text, Math.Max(from, reached), place.EndOffset - Math.Max(from, reached));
            reached = place.EndOffset;
        }
        stream.End();
        return kept.ToString();
    }
}
