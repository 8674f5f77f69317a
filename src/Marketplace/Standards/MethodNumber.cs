using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>A method's number and edition as somebody wrote them, and the form in which numbers are compared.</summary>
public sealed partial record MethodNumber(string Number, string? Edition)
{
    /// <summary>NFKC, upper case, no white space, every dash as '-': so are numbers and editions compared with scope lines.</summary>
    public static string Comparable(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in Text(text).ToUpperInvariant())
        {
            if (char.IsWhiteSpace(c)) continue;
            result.Append(c == '\u2212' || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation ? '-' : c);
        }
        return result.ToString();
    }

    /// <summary>Splits "GB/T 17626.2-2018" or "IEC 61000-4-2:2008" into number and edition; a number without a year keeps a null edition.</summary>
    public static MethodNumber Split(string text)
    {
        var match = YearAtEnd().Match(text.Trim());
        return match.Success
            ? new MethodNumber(match.Groups["number"].Value.TrimEnd(), match.Groups["edition"].Value)
            : new MethodNumber(text.Trim(), null);
    }

    public string ComparableNumber => Comparable(Number);

    private static string Text(string text) => CleanText.Compatible(text);

    [GeneratedRegex(@"^(?<number>.*[0-9A-Za-z）)].*?)\s*[:：\p{Pd}\u2212]\s*(?<edition>(19|20)[0-9]{2}(-[0-9]{2})?)$", RegexOptions.Singleline)]
    private static partial Regex YearAtEnd();
}

/// <summary>What the catalogue knows under a text: every edition that is meant, newest first; empty where it knows none.</summary>
/// <param name="Asked">Number and edition as they were understood.</param>
public sealed record MethodMatch(MethodNumber Asked, IReadOnlyList<NormativeDocument> Candidates);
