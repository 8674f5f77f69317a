using System.Text;
using Lucene.Net.Analysis.TokenAttributes;
using Marketplace.Discovery;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Text;

/// <summary>A searchable part of a document, with both languages in it, and how much a match there weighs.</summary>
internal sealed record TextField(string Name, float Boost, Func<SearchDocument, string> Text);

internal static class SearchText
{
    public static IReadOnlyList<TextField> Fields { get; } =
    [
        new("title", 4f, document => Both(document.Title)),
        new("summary", 1f, document => Both(document.Summary)),
        new("keywords", 2f, document => string.Join('\n', document.Keywords)),
        new("scope", 1.5f, document => string.Join('\n', document.ScopeWords)),
        new("provider", 2f, document => Both(document.ProviderName)),
    ];

    private static readonly MarketAnalyzer Analyzer = new();

    /// <summary>The distinct tokens of a text, in order of first occurrence.</summary>
    public static IReadOnlyList<string> Tokens(string text)
    {
        var tokens = new List<string>();
        using var stream = Analyzer.GetTokenStream("", text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
        {
            var token = term.ToString();
            if (!tokens.Contains(token)) tokens.Add(token);
        }
        stream.End();
        return tokens;
    }

    /// <summary>How many of an alternative's tokens a field must hold: 75 % rounded down, at least one.</summary>
    public static int Needed(int tokens) => Math.Max(1, tokens * 3 / 4);

    /// <summary>
    /// The words a misspelling may be meant for: whole words of titles, keywords and names as written but in lower case,
    /// Latin ones of four to forty letters (Lucene refuses endless ones), and runs of three to eight CJK characters.
    /// </summary>
    public static HashSet<string> Words(SearchDocument document)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        Collect(document.Title.Zh, words);
        Collect(document.Title.En, words);
        foreach (var keyword in document.Keywords) Collect(keyword, words);
        Collect(document.ProviderName.Zh, words);
        Collect(document.ProviderName.En, words);
        return words;
    }

    /// <summary>A word asked for as <see cref="Words"/> would hold it.</summary>
    public static string Word(string text) => CleanText.Compatible(text).Trim().ToLowerInvariant();

    public static bool IsCjk(char character) => character is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff';

    private static void Collect(string? text, HashSet<string> words)
    {
        if (text is null) return;
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            var cjk = IsCjk(text[start]);
            while (end < text.Length && SameRun(text[end], cjk)) end++;
            if (cjk ? end - start is >= 3 and <= 8 : end - start is >= 4 and <= 40 && char.IsLetter(text[start]))
                words.Add(text[start..end].ToLowerInvariant());
            start = end;
        }
    }

    private static bool SameRun(char character, bool cjk) => cjk ? IsCjk(character) : char.IsLetter(character) && !IsCjk(character);

    private static string Both(Bilingual text) =>
        text.Zh is null ? text.En ?? "" : text.En is null || text.En == text.Zh ? text.Zh : text.Zh + "\n" + text.En;
}
