using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Standards.Evaluation;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Check;

/// <summary>The form in which an answer that passed the check is kept.</summary>
internal static class NormalForm
{
    public static JsonElement Of(Question question, JsonElement answer, JsonElement? before)
    {
        if (question.Columns.Count == 0) return JsonSerializer.SerializeToElement(Node(answer));
        var operatorColumns = question.Columns.Where(c => c.SetByOperator).Select(c => c.Key).ToHashSet();
        var earlier = operatorColumns.Count > 0 && before is { ValueKind: JsonValueKind.Array } rows ? rows.EnumerateArray().ToList() : [];
        return JsonSerializer.SerializeToElement(new JsonArray([.. answer.EnumerateArray().Select(row => Row(row, operatorColumns, earlier))]));
    }

    /// <summary>An operator's finding stays with a row only while everything the provider wrote in it stays the same.</summary>
    private static JsonObject Row(JsonElement row, HashSet<string> operatorColumns, List<JsonElement> earlier)
    {
        var kept = Cells(row, c => !operatorColumns.Contains(c));
        foreach (var candidate in earlier)
        {
            if (!JsonNode.DeepEquals(Cells(candidate, c => !operatorColumns.Contains(c)), kept)) continue;
            foreach (var (name, value) in Cells(candidate, operatorColumns.Contains).ToList()) kept[name] = value?.DeepClone();
            break;
        }
        return kept;
    }

    private static JsonObject Cells(JsonElement row, Func<string, bool> keep)
    {
        var cells = new JsonObject();
        foreach (var cell in row.EnumerateObject())
            if (keep(cell.Name) && AnswerValue.IsAnswered(cell.Value)) cells[cell.Name] = Node(cell.Value);
        return cells;
    }

    private static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonValue.Create(CleanText.Normalise(value.GetString()!)),
        JsonValueKind.Number => Number(value),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Node)]),
        JsonValueKind.Object => Cells(value, _ => true),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    /// <summary>2.0 and 2e0 are kept as 2.</summary>
    private static JsonNode? Number(JsonElement value) =>
        value.TryGetInt64(out _) || value.GetDouble() is var number && (Math.Floor(number) != number || Math.Abs(number) > 9e15)
            ? JsonNode.Parse(value.GetRawText()) : JsonValue.Create((long)value.GetDouble());
}
