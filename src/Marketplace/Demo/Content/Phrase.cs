using Marketplace.Vocabulary;

namespace Marketplace.Demo.Content;

/// <summary>Texts of the demo content, written "中文|English", with places for {words} that are filled per language.</summary>
internal static class Phrase
{
    public static Bilingual Of(string text)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? Bilingual.Same(text) : new Bilingual(text[..bar], text[(bar + 1)..]);
    }

    public static Bilingual Filled(string text, IReadOnlyDictionary<string, Bilingual> words)
    {
        var both = Of(text);
        return new Bilingual(Fill(both.Zh!, Language.Zh, words), Fill(both.En!, Language.En, words));
    }

    public static string In(string text, Language language, IReadOnlyDictionary<string, Bilingual> words) =>
        Fill(Of(text).In(language), language, words);

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Fill(string text, Language language, IReadOnlyDictionary<string, Bilingual> words)
    {
        if (!text.Contains('{', StringComparison.Ordinal)) return text;
        foreach (var (name, word) in words)
        {
            var value = word.In(language);
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            if (char.IsAsciiLetterLower(name[0])) text = text.Replace($"{{{Capital(name)}}}", Capital(value), StringComparison.Ordinal);
        }
        return language == Language.En ? Capital(text) : text;
    }
}
