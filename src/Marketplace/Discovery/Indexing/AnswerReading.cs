using System.Text.Json;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Indexing;

/// <summary>Reads answers for the index. They were checked when they were saved, so what does not read is simply not there.</summary>
internal static class AnswerReading
{
    public static string? Text(this Answers answers, string key) => answers[key] is { ValueKind: JsonValueKind.String } e ? e.GetString() : null;

    public static Bilingual Localized(this Answers answers, string key) =>
        answers[key] is { ValueKind: JsonValueKind.Object } e ? new Bilingual(e.Text("zh"), e.Text("en")) : new Bilingual(null, null);

    public static IEnumerable<string> Texts(this Answers answers, string key) =>
        answers[key] is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)
            : [];

    public static IEnumerable<JsonElement> Rows(this Answers answers, string key) =>
        answers[key] is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object) : [];

    public static Money? Money(this Answers answers, string key) =>
        answers[key] is { ValueKind: JsonValueKind.Object } e && e.Text("currency") is { } currency
        && e.TryGetProperty("amount", out var amount) && amount.TryGetInt64(out var minor) ? new Money(minor, currency) : null;

    public static double? Number(this Answers answers, string key) => answers[key] is { ValueKind: JsonValueKind.Number } e ? e.GetDouble() : null;

    public static DateOnly? Date(this Answers answers, string key) => Day(answers.Text(key));

    public static DateOnly? Date(this JsonElement row, string key) => Day(row.Text(key));

    public static string? Text(this JsonElement row, string key) =>
        row.TryGetProperty(key, out var e) && e.ValueKind == JsonValueKind.String && e.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : null;
}
