using System.Globalization;
using System.Text.Json;

namespace Marketplace.Standards.Evaluation;

/// <summary>What the condition language says of single values: answered or not, the same or not, before or after.</summary>
internal static class AnswerValue
{
    /// <summary>Not null, not a blank text, not an empty list or object; false and 0 are answers.</summary>
    public static bool IsAnswered(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.String => !string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().MoveNext(),
        _ => true,
    };

    /// <summary>The answered field of a row, or null.</summary>
    public static JsonElement? Cell(JsonElement row, string field) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(field, out var cell) && IsAnswered(cell) ? cell : null;

    public static string? Text(JsonElement row, string field) =>
        Cell(row, field) is { ValueKind: JsonValueKind.String } cell ? cell.GetString() : null;

    public static double? Number(JsonElement row, string field) =>
        Cell(row, field) is { ValueKind: JsonValueKind.Number } cell ? cell.GetDouble() : null;

    /// <summary>Same value: texts to the letter, numbers by value, money with amount and currency.</summary>
    public static bool Same(JsonElement a, JsonElement b) => (a.ValueKind, b.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => a.ValueEquals(b.GetString()),
        (JsonValueKind.Number, JsonValueKind.Number) => CompareNumbers(a, b) == 0,
        (JsonValueKind.True, JsonValueKind.True) or (JsonValueKind.False, JsonValueKind.False) => true,
        (JsonValueKind.Object, JsonValueKind.Object) => Money(a) is { } left && Money(b) is { } right
            ? left == right : JsonElement.DeepEquals(a, b),
        _ => false,
    };

    /// <summary>Order of numbers, dates and money of one currency; null for every other pair.</summary>
    public static int? Compare(JsonElement a, JsonElement b) => (a.ValueKind, b.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => CompareNumbers(a, b),
        (JsonValueKind.String, JsonValueKind.String) =>
            Date(a) is { } left && Date(b) is { } right ? left.CompareTo(right) : null,
        (JsonValueKind.Object, JsonValueKind.Object) =>
            Money(a) is { } left && Money(b) is { } right && left.Currency == right.Currency ? left.Amount.CompareTo(right.Amount) : null,
        _ => null,
    };

    public static DateOnly? Date(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Date(value.GetString()!) is { } day ? day : null;

    /// <summary>Only the form YYYY-MM-DD is a date.</summary>
    public static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static (double Amount, string Currency)? Money(JsonElement value) =>
        value.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number
        && value.TryGetProperty("currency", out var currency) && currency.ValueKind == JsonValueKind.String
            ? (amount.GetDouble(), currency.GetString()!) : null;

    /// <summary>Whole numbers are compared exactly, others as the doubles that JSON numbers are.</summary>
    private static int CompareNumbers(JsonElement a, JsonElement b) =>
        a.TryGetInt64(out var left) && b.TryGetInt64(out var right) ? left.CompareTo(right) : a.GetDouble().CompareTo(b.GetDouble());
}
