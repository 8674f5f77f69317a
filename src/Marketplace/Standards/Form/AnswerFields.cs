using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Standards.Form;

/// <summary>Between the answers to some questions and the fields of a form that shows them.</summary>
internal static class AnswerFields
{
    public static FormValues Write(IReadOnlyList<FormField> fields, Answers answers, IReadOnlyDictionary<string, int> firstRows)
    {
        var written = new List<KeyValuePair<string, string[]>> { new(FieldNames.Shown, [.. fields.Select(field => field.Key)]) };
        foreach (var field in fields)
        {
            var answer = answers[field.Key];
            if (field.Kind == FieldKind.Rows) written.AddRange(WriteRows(field, answer, RowWindow.Of(Rows(answer).Count, firstRows.GetValueOrDefault(field.Key))));
            else if (answer is { } given) written.AddRange(FieldWriter.Write(field, FieldNames.Of(field.Key), given));
        }
        return FormValues.Empty.With(written);
    }

    /// <summary>
    /// The fields of a form that is shown again, written from the answers it gave: rows stand where problems name them, blank ones have
    /// closed up, and the form still knows which stored rows it stands for.
    /// </summary>
    public static FormValues Rewrite(IReadOnlyList<FormField> fields, FormValues values, Answers answers)
    {
        var written = new List<KeyValuePair<string, string[]>> { new(FieldNames.Shown, [.. fields.Select(field => field.Key)]) };
        foreach (var field in fields)
        {
            var answer = answers[field.Key];
            if (field.Kind == FieldKind.Rows)
            {
                var window = RowWindow.Read(values, field.Key);
                written.AddRange(WriteRows(field, answer, window with { Shown = window.Indices.Count(index => ReadRow(field, values, index) is not null) }));
            }
            else if (answer is { } given) written.AddRange(FieldWriter.Write(field, FieldNames.Of(field.Key), given));
        }
        return FormValues.Empty.With(written);
    }

    /// <summary>The answers with those of the questions shown replaced by what the form says.</summary>
    public static Answers Read(IReadOnlyList<FormField> fields, FormValues values, Answers stored)
    {
        var shown = values.All(FieldNames.Shown).ToHashSet(StringComparer.Ordinal);
        foreach (var field in fields.Where(field => shown.Contains(field.Key)))
        {
            var read = field.Kind == FieldKind.Rows
                ? ReadRows(field, values, stored[field.Key]) : FieldReader.Read(field, FieldNames.Of(field.Key), values);
            stored = stored.With(field.Key, read is null ? null : JsonSerializer.SerializeToElement(read));
        }
        return stored;
    }

    private static IEnumerable<KeyValuePair<string, string[]>> WriteRows(FormField list, JsonElement? answer, RowWindow window)
    {
        var rows = Rows(answer);
        yield return window.Field(list.Key);
        for (var row = window.From; row < Math.Min(window.From + window.Shown, rows.Count); row++)
            foreach (var column in list.Columns)
                if (rows[row].ValueKind == JsonValueKind.Object && rows[row].TryGetProperty(column.Key, out var cell))
                    foreach (var field in FieldWriter.Write(column, FieldNames.Cell(list.Key, row, column.Key), cell))
                        yield return field;
    }

    private static JsonArray? ReadRows(FormField list, FormValues values, JsonElement? stored)
    {
        var window = RowWindow.Read(values, list.Key);
        var before = Rows(stored);
        var rows = new JsonArray();
        foreach (var row in before.Take(window.From)) rows.Add(JsonNode.Parse(row.GetRawText()));
        foreach (var index in window.Indices)
            if (ReadRow(list, values, index) is { } row) rows.Add(row);
        foreach (var row in before.Skip(window.From + window.Stored)) rows.Add(JsonNode.Parse(row.GetRawText()));
        return rows.Count == 0 ? null : rows;
    }

    /// <summary>A row; null where nothing stands in it.</summary>
    private static JsonObject? ReadRow(FormField list, FormValues values, int index)
    {
        var row = new JsonObject();
        foreach (var column in list.Columns)
            if (FieldReader.Read(column, FieldNames.Cell(list.Key, index, column.Key), values) is { } cell) row[column.Key] = cell;
        return row.Count == 0 ? null : row;
    }

    private static IReadOnlyList<JsonElement> Rows(JsonElement? answer) =>
        answer is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
}
