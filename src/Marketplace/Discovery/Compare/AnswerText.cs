using System.Text.Json;
using Marketplace.Discovery.Indexing;
using Marketplace.Discovery.Search;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Compare;

/// <summary>An answer as one cell of a table.</summary>
internal static class AnswerText
{
    private const int MostItems = 8;

    public static string? Of(Question question, JsonElement? answer, Language language)
    {
        if (answer is not { } value || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return null;
        if (question.Localized && value.ValueKind == JsonValueKind.Object) return new Bilingual(value.Text("zh"), value.Text("en")).In(language);
        if (question.Key == "price_basis" && value.ValueKind == JsonValueKind.String) return PriceUnits.Named(value.GetString()!).In(language);
        if (value.ValueKind != JsonValueKind.Array) return One(question, value, language);
        var items = value.EnumerateArray().Select(item => question.Columns.Count == 0 ? One(question, item, language) : Row(question, item, language)).OfType<string>().ToList();
        if (items.Count == 0) return null;
        var more = items.Count - MostItems;
        // Rows of a table stand one a line; what is said with a word or two stands in a row.
        return string.Join(question.Columns.Count > 0 ? "\n" : language == Language.Zh ? "；" : "; ", items.Take(MostItems)) + (more <= 0 ? "" : language == Language.Zh ? $"……另有 {more} 项" : $" … and {more} more");
    }

    private static string? Row(Question question, JsonElement row, Language language)
    {
        if (row.ValueKind != JsonValueKind.Object) return null;
        var cells = question.Columns.Select(column => row.TryGetProperty(column.Key, out var cell) ? One(column, cell, language) : null).OfType<string>();
        return string.Join(" · ", cells.Take(5));
    }

    private static string? One(FieldDefinition field, JsonElement value, Language language) => value.ValueKind switch
    {
        JsonValueKind.String => field.LabelOf(value.GetString()!).In(language),
        JsonValueKind.Number => UnitNames.With(value.GetDouble(), field.Unit, language),
        JsonValueKind.True => Fixed.Yes.In(language),
        JsonValueKind.False => Fixed.No.In(language),
        JsonValueKind.Object when value.Text("currency") is { } currency && value.GetProperty("amount").TryGetInt64(out var minor) => Amounts.Text(minor, currency),
        _ => null,
    };
}
