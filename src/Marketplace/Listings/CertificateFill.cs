using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>
/// Answers from a listing's certificates what the provider left unanswered, by the catalogue's table of certificate fields.
/// It is done whenever a listing is judged or indexed and never stored, so a renewed certificate renews what the listing says;
/// and it does not depend on the day, so that the verdict on any day can be told in advance.
/// </summary>
public static class CertificateFill
{
    /// <param name="evidence">The certificates that the listing names, and no others.</param>
    public static (Answers Answers, IReadOnlySet<string> Filled) Apply(
        Specification specification, IReadOnlyList<CertificateField> table, Answers answers, IReadOnlyCollection<Evidence> evidence)
    {
        var filled = new HashSet<string>(StringComparer.Ordinal);
        if (evidence.Count == 0) return (answers, filled);

        foreach (var field in table)
        {
            if (!field.Reaches(specification.Class) || specification.Question(field.Question) is null || IsAnswered(answers[field.Question])) continue;
            if (Value(field.Field, Best(field, evidence)) is not { } value) continue;
            answers = answers.With(field.Question, JsonSerializer.SerializeToElement(value));
            filled.Add(field.Question);
        }
        return (answers, filled);
    }

    /// <summary>Those that answer the question, the one to be trusted longest first.</summary>
    private static List<Evidence> Best(CertificateField field, IEnumerable<Evidence> evidence) =>
    [
        .. evidence.Where(field.TakesFrom)
            .OrderByDescending(it => it.Status == EvidenceStatus.Active)
            .ThenByDescending(it => it.ValidUntil ?? DateOnly.MaxValue)
            .ThenBy(it => it.Number, StringComparer.Ordinal),
    ];

    private static JsonNode? Value(string field, List<Evidence> certificates) => certificates is not [var best, ..] ? null : field switch
    {
        "number" => best.Number,
        "issuer" => best.Issuer,
        "mra" => best.Mra,
        "valid_from" => Date(best.ValidFrom),
        "valid_until" => Date(best.ValidUntil),
        "claim" => Claims(certificates),
        _ => throw new InvalidOperationException($"The table of certificate fields names '{field}', which no certificate has."),
    };

    private static JsonArray? Claims(IEnumerable<Evidence> certificates)
    {
        var rows = certificates.Where(it => it.StandardId is not null).Select(Claim).ToArray();
        return rows.Length == 0 ? null : new JsonArray(rows);
    }

    private static JsonObject Claim(Evidence certificate)
    {
        var row = new JsonObject
        {
            ["standard_id"] = certificate.StandardId,
            ["evidence_type"] = certificate.EvidenceType,
            ["certificate_number"] = certificate.Number,
            ["issued_on"] = Date(certificate.ValidFrom),
        };
        if (certificate.Issuer is { } issuer) row["issuer"] = issuer;
        if (Date(certificate.ValidUntil) is { } until) row["valid_until"] = until;
        return row;
    }

    private static JsonValue? Date(DateOnly? day) => day is { } it ? JsonValue.Create(it.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) : null;

    private static bool IsAnswered(JsonElement? answer) => answer is { } value && value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.String => !string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };
}
