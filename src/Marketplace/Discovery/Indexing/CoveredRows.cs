using System.Text.Json;
using Marketplace.Accreditation;
using Marketplace.Standards;

namespace Marketplace.Discovery.Indexing;

/// <summary>The rows of a listing that a scope line of one of its certificates covers, by the tokens its requirements match with.</summary>
internal static class CoveredRows
{
    public static IReadOnlyList<CoveredRow> Of(Specification specification, Answers answers, IReadOnlyList<Certificate> certificates)
    {
        var rows = new List<CoveredRow>();
        var seen = new HashSet<CoveredRow>();
        foreach (var certificate in certificates)
        {
            if (certificate.ScopeLines.Count == 0) continue;
            var (from, until) = ClaimRows.ActiveDays(certificate);
            foreach (var (list, row, line) in ScopeMatch.Of(specification, answers, certificate.ScopeLines))
            {
                var covered = Covered(list, row, line) with { ActiveFrom = from, ActiveUntil = until };
                if (seen.Add(covered)) rows.Add(covered);
            }
        }

        return rows;
    }

    private static CoveredRow Covered(string list, JsonElement row, ScopeLine line) => list switch
    {
        "scope_items" => Row(Method(row.Text("method_standard"), row.Text("method_edition")), line, row.Text("parameter"), row.Text("object")),
        "cmc" => Row(row.Text("method") is { } method ? Split(method) : null, line, row.Text("measurand"), row.Text("instrument")),
        _ => Row(row.Text("scheme_or_standard") is { } scheme ? Split(scheme) : null, line, row.Text("scheme_or_standard"), row.Text("field")),
    };

    private static CoveredRow Row((string Number, string? Edition)? method, ScopeLine line, string? parameter, string? @object)
    {
        var lineMethod = line.Method is { } m ? Method(m, line.Edition) : null;
        // A line accredited for a method of its own speaks for no other; one without a method is not accredited for any.
        if (method is null || lineMethod is null || lineMethod.Value.Number != method.Value.Number)
            method = lineMethod is not null && method is null ? lineMethod : null;
        return new CoveredRow(method?.Number ?? "", method?.Edition, lineMethod?.Edition,
            ScopeMatch.Text(parameter) ?? "", ScopeMatch.Text(@object) ?? "", line.Flexible, default, null);
    }

    private static (string Number, string? Edition)? Method(string? number, string? edition) =>
        number is null ? null
        : string.IsNullOrWhiteSpace(edition) ? Split(number)
        : (MethodNumber.Comparable(number), MethodNumber.Comparable(edition));

    private static (string Number, string? Edition) Split(string text)
    {
        var split = MethodNumber.Split(text);
        return (split.ComparableNumber, split.Edition is null ? null : MethodNumber.Comparable(split.Edition));
    }
}
