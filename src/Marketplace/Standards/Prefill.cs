using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Standards.Evaluation;

namespace Marketplace.Standards;

/// <summary>What a certificate states is not typed twice: it fills what is unanswered, and ticked scope lines become rows.</summary>
public static class Prefill
{
    internal static readonly HashSet<string> Fields = ["number", "issuer", "mra", "valid_from", "valid_until", "claim"];

    internal static readonly HashSet<string> LineFields =
        ["activity", "object", "parameter", "method", "edition", "method_edition", "range_min", "range_max", "unit", "uncertainty"];

    /// <summary>
    /// The answers with every unanswered question filled that a certificate answers, by the shipped table. Where several do, the first
    /// by number is taken; a value that the question's limits do not allow is left out.
    /// </summary>
    public static Answers Unanswered(Catalogue catalogue, Specification specification, Answers answers, IReadOnlyList<Evidence> evidence)
    {
        var filled = answers;
        foreach (var entry in catalogue.CertificateFields)
        {
            if (!entry.Reaches(specification.Class) || specification.Question(entry.Question) is not { } question) continue;
            if (filled[question.Key] is { } given && AnswerValue.IsAnswered(given)) continue;
            var serving = evidence.Where(entry.TakesFrom).OrderBy(e => e.Number, StringComparer.Ordinal).ToList();
            if (serving.Count == 0 || Value(entry.Field, serving) is not { } value) continue;
            var candidate = new Answers(new Dictionary<string, JsonElement> { [question.Key] = JsonSerializer.SerializeToElement(value) });
            if (AnswerCheck.Check(specification, candidate, savedOn: null).Count == 0) filled = filled.With(question.Key, candidate[question.Key]);
        }
        return filled;
    }

    /// <summary>The row of a list that a line of the certificate's scope stands for; null where the list is not filled from scope lines.</summary>
    public static JsonElement? Row(Catalogue catalogue, string question, Evidence certificate, ScopeLine line)
    {
        if (catalogue.ScopeColumns.FirstOrDefault(s => s.Question == question) is not { } mapping) return null;
        var row = new JsonObject();
        foreach (var (column, field) in mapping.Columns)
            if (Field(field, line) is { } value) row[column] = value;
        foreach (var (column, type) in mapping.Flags) row[column] = certificate.EvidenceType == type;
        return JsonSerializer.SerializeToElement(row);
    }

    private static JsonNode? Value(string field, List<Evidence> serving) => field switch
    {
        "number" => serving[0].Number,
        "issuer" => serving[0].Issuer,
        "mra" => serving[0].Mra,
        "valid_from" => Day(serving[0].ValidFrom),
        "valid_until" => serving[0].ValidUntil is { } last ? Day(last) : null,
        "claim" => serving.Exists(e => e.StandardId is not null) ? new JsonArray([.. serving.Where(e => e.StandardId is not null).Select(Claim)]) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "no such field of a certificate"),
    };

    private static JsonObject Claim(Evidence certificate)
    {
        var claim = new JsonObject
        {
            ["standard_id"] = certificate.StandardId,
            ["evidence_type"] = certificate.EvidenceType,
            ["certificate_number"] = certificate.Number,
            ["issued_on"] = Day(certificate.ValidFrom),
        };
        if (certificate.Issuer is { } issuer) claim["issuer"] = issuer;
        if (certificate.ValidUntil is { } last) claim["valid_until"] = Day(last);
        return claim;
    }

    private static JsonNode? Field(string field, ScopeLine line) => field switch
    {
        "activity" => line.Activity,
        "object" => line.Object,
        "parameter" => line.Parameter,
        "method" => line.Method,
        "edition" => line.Edition,
        "method_edition" => line.Method is null ? null : line.Edition is null ? line.Method : $"{line.Method}, {line.Edition}",
        "range_min" => line.RangeMin,
        "range_max" => line.RangeMax,
        "unit" => line.Unit,
        "uncertainty" => line.Uncertainty,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "no such field of a scope line"),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
