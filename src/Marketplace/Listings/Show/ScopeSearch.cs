using Marketplace.Accreditation;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Show;

/// <summary>A scope line with the certificate on which it stands.</summary>
internal sealed record FoundLine(Certificate Certificate, ScopeLine Line);

/// <summary>Looks words up in the scope lines of certificates: a line is found when it has all of them somewhere.</summary>
internal static class ScopeSearch
{
    private const int LongestQuery = 200;

    public static IReadOnlyList<FoundLine> Find(IEnumerable<Certificate> certificates, string? query)
    {
        var words = Form(query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. from certificate in certificates
               from line in certificate.ScopeLines
               where words.Length == 0 || HasAll(line, words)
               select new FoundLine(certificate, line),
        ];
    }

    private static bool HasAll(ScopeLine line, string[] words)
    {
        var text = Form(string.Join(' ', line.Activity, line.Object, line.Parameter, line.Method, line.Edition, $"{line.Method}-{line.Edition}", line.Site));
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>Width, case and the kinds of dash do not matter.</summary>
    private static string Form(string text)
    {
        if (text.Length > LongestQuery * 10) text = text[..(LongestQuery * 10)];
        var plain = CleanText.Compatible(text).ToLowerInvariant();
        return string.Concat(plain.Select(c => c is '‐' or '‑' or '–' or '—' or '−' ? '-' : char.IsWhiteSpace(c) ? ' ' : c));
    }
}
