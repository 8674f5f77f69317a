using System.Text.Json;

namespace Marketplace.Standards.Evaluation;

/// <summary>
/// Where a value stands in the answers: <c>key</c> (a list gives its members), <c>list[]</c> (its rows) or <c>list[].field</c> (a column).
/// </summary>
internal sealed record AnswerPath(string Key, bool IsRows, string? Field)
{
    public static AnswerPath Parse(string text)
    {
        var brackets = text.IndexOf("[]", StringComparison.Ordinal);
        if (brackets < 0) return new AnswerPath(text, false, null);
        var rest = text[(brackets + 2)..];
        if (rest.Length != 0 && (rest[0] != '.' || rest.Length == 1)) throw new FormatException($"not a path: {text}");
        return new AnswerPath(text[..brackets], true, rest.Length == 0 ? null : rest[1..]);
    }

    public bool IsColumn => Field is not null;

    /// <summary>Something is answered: for a column, in at least one row.</summary>
    public bool IsAnswered(Answers answers)
    {
        if (answers[Key] is not { } answer || !AnswerValue.IsAnswered(answer)) return false;
        if (Field is null) return true;
        foreach (var row in Rows(answers))
            if (Cell(row) is not null) return true;
        return false;
    }

    /// <summary>The answered values, in order.</summary>
    public IReadOnlyList<JsonElement> Values(Answers answers)
    {
        if (answers[Key] is not { } answer || !AnswerValue.IsAnswered(answer)) return [];
        if (answer.ValueKind != JsonValueKind.Array) return Field is null && !IsRows ? [answer] : [];
        var values = new List<JsonElement>(answer.GetArrayLength());
        foreach (var member in answer.EnumerateArray())
        {
            if (Field is null) values.Add(member);
            else if (Cell(member) is { } cell) values.Add(cell);
        }
        return values;
    }

    /// <summary>The rows of a structured list, with their places.</summary>
    public IEnumerable<JsonElement> Rows(Answers answers) =>
        answers[Key] is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object) : [];

    /// <summary>The answered value of this column in a row, or null.</summary>
    public JsonElement? Cell(JsonElement row) => AnswerValue.Cell(row, Field!);
}
