using System.Text.Json;

namespace Marketplace.Standards.Evaluation;

/// <summary>The relations of consistency tests between two single values or two sets of values.</summary>
internal static class Relation
{
    private const double Tolerance = 1e-9;

    public static bool IsKnown(string op) =>
        op is "eq" or "ne" or "lt" or "lte" or "gt" or "gte" or "before" or "after" or "valid_on_date" || IsOfSets(op);

    public static bool IsOfSets(string op) => op is "subset" or "disjoint" or "sum_eq";

    public static bool Holds(string op, JsonElement left, JsonElement right) => op switch
    {
        "eq" => AnswerValue.Same(left, right),
        "ne" => !AnswerValue.Same(left, right) && !OfTwoCurrencies(left, right),
        "lt" => Compare(left, right) < 0,
        "lte" => Compare(left, right) <= 0,
        "gt" => Compare(left, right) > 0,
        "gte" => Compare(left, right) >= 0,
        "before" => CompareDates(left, right) < 0,
        "after" => CompareDates(left, right) > 0,
        _ => CompareDates(left, right) >= 0,
    };

    public static bool HoldsForSets(string op, IReadOnlyList<JsonElement> left, IReadOnlyList<JsonElement> right) => op switch
    {
        "subset" => left.All(l => right.Any(r => AnswerValue.Same(l, r))),
        "disjoint" => !left.Any(l => right.Any(r => AnswerValue.Same(l, r))),
        _ => left.Concat(right).All(v => v.ValueKind == JsonValueKind.Number)
            && Math.Abs(left.Sum(v => v.GetDouble()) - right.Sum(v => v.GetDouble())) <= Tolerance,
    };

    /// <summary>Numbers, dates and money of one currency in their order, other texts in that of their characters.</summary>
    private static int? Compare(JsonElement left, JsonElement right) =>
        AnswerValue.Compare(left, right)
        ?? (left.ValueKind == JsonValueKind.String && right.ValueKind == JsonValueKind.String
            ? string.CompareOrdinal(left.GetString(), right.GetString()) : null);

    private static int? CompareDates(JsonElement left, JsonElement right) =>
        AnswerValue.Date(left) is { } l && AnswerValue.Date(right) is { } r ? l.CompareTo(r) : null;

    /// <summary>Money of another currency cannot be compared, so nothing is shown by it.</summary>
    private static bool OfTwoCurrencies(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.Object && right.ValueKind == JsonValueKind.Object
        && left.TryGetProperty("currency", out var l) && right.TryGetProperty("currency", out var r) && !AnswerValue.Same(l, r);
}
