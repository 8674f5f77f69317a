using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Vocabulary;

/// <summary>Languages by BCP 47 tag: language, and where it matters script and region (<c>zh-Hant</c>, <c>pt-BR</c>).</summary>
public static partial class LanguageTags
{
    private static readonly FrozenSet<string> languages = CultureInfo.GetCultures(CultureTypes.NeutralCultures)
        .Select(culture => culture.TwoLetterISOLanguageName).Where(code => code.Length is 2 or 3 && code != "iv").ToFrozenSet();

    /// <summary>Languages worth offering in a list, the most asked for first; any other known one may be written.</summary>
    public static IReadOnlyList<string> Offered { get; } = ["zh", "en", "ja", "ko", "de", "fr", "ru", "es", "it", "pt", "ar", "vi", "th", "id"];

    /// <summary>The tag as it is written (zh-Hans-CN), or null where it is none of a known language.</summary>
    public static string? Canonical(string tag)
    {
        var match = Shape().Match(tag);
        if (!match.Success || !languages.Contains(match.Groups["language"].Value.ToLowerInvariant())) return null;
        var parts = new List<string> { match.Groups["language"].Value.ToLowerInvariant() };
        if (match.Groups["script"] is { Success: true, Value: var script }) parts.Add(char.ToUpperInvariant(script[0]) + script[1..].ToLowerInvariant());
        if (match.Groups["region"] is { Success: true, Value: var region }) parts.Add(region.ToUpperInvariant());
        return string.Join('-', parts);
    }

    /// <summary>The language's name for a reader.</summary>
    public static string NameOf(string tag) => CultureInfo.GetCultureInfo(tag).DisplayName;

    /// <summary>The language's name in both languages, or null where the tag is none.</summary>
    public static Bilingual? Find(string tag) =>
        languages.Contains(tag) ? named.GetOrAdd(tag, Named) : Canonical(tag) is { } known ? Named(known) : null;

    // Plain languages alone are kept: they are few, and every search names them.
    private static readonly ConcurrentDictionary<string, Bilingual> named = new();

    private static Bilingual Named(string tag) => new(In("zh-Hans", tag), In("en", tag));

    /// <summary>The runtime names languages only in the language of the thread.</summary>
    private static string In(string reader, string tag)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(reader);
            return CultureInfo.GetCultureInfo(tag).DisplayName;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [GeneratedRegex("^(?<language>[A-Za-z]{2,3})(-(?<script>[A-Za-z]{4}))?(-(?<region>[A-Za-z]{2}|[0-9]{3}))?$")]
    private static partial Regex Shape();
}
