using System.Text;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>
/// Words that mean the same, in whatever language: built from the names the catalogue ships and the trade's abbreviations. They are
/// expanded here and not in an engine, so that every engine means the same.
/// </summary>
internal sealed class Synonyms
{
    private readonly Dictionary<string, List<string>> byTerm = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> byNumber = new(StringComparer.Ordinal);

    /// <param name="groups">Each a set of terms of one meaning.</param>
    /// <param name="numbers">Each the ways to write one document: its number first, then number with edition and titles.</param>
    public Synonyms(IEnumerable<IReadOnlyList<string>> groups, IEnumerable<IReadOnlyList<string>> numbers)
    {
        foreach (var group in groups)
            foreach (var term in group) Add(byTerm, Form(term), group);
        foreach (var group in numbers)
        {
            Add(byNumber, NumberForm(group[0]), group);
            Add(byNumber, NumberForm(group[1]), group);
            foreach (var title in group.Skip(2)) Add(byTerm, Form(title), group);
        }

        LongestCjk = byTerm.Keys.Where(k => k.All(IsCjk)).Select(k => k.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>The longest term written without spaces, which bounds the look-ahead into a Chinese text.</summary>
    public int LongestCjk { get; }

    /// <summary>Everything that means the same as this term, itself not included; empty where nothing is known of it.</summary>
    public IReadOnlyList<string> Of(string term) =>
        byTerm.TryGetValue(Form(term), out var same) || byNumber.TryGetValue(NumberForm(term), out same) ? same : [];

    public bool Knows(string term) => byTerm.ContainsKey(Form(term)) || byNumber.ContainsKey(NumberForm(term));

    public bool KnowsCjk(ReadOnlySpan<char> term) => byTerm.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(term);

    public static string Form(string text) => string.Join(' ', CleanText.Compatible(text).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static bool IsCjk(char c) => c is (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    /// <summary>A document's number without spaces, so that GB/T17626.2 and GB/T 17626.2 are one.</summary>
    private static string NumberForm(string text)
    {
        var form = new StringBuilder(text.Length);
        foreach (var c in CleanText.Compatible(text))
            if (!char.IsWhiteSpace(c)) form.Append(c is '–' or '—' or '－' or '‐' or '−' ? '-' : char.ToUpperInvariant(c));
        return form.ToString();
    }

    private static void Add(Dictionary<string, List<string>> index, string key, IReadOnlyList<string> group)
    {
        if (key.Length == 0) return;
        if (!index.TryGetValue(key, out var same)) index[key] = same = [];
        foreach (var other in group)
            if (other.Length > 0 && Form(other) != key && !same.Contains(other)) same.Add(other);
    }
}
