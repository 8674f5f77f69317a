using System.Text.Json;
using Marketplace.Standards.Loading;

namespace Marketplace.Standards.Evaluation;

/// <summary>One side of a consistency test: an answer, a fixed value, the day, or a field of the active certificates.</summary>
internal abstract record Operand
{
    public static Operand Compile(JsonElement json)
    {
        if (json.TryGetProperty("question", out var question))
            return new AnswerOperand(AnswerPath.Parse(question.GetString()!),
                json.TryGetProperty("where", out var where) ? RowFilter.Compile(where) : null);
        if (json.TryGetProperty("value", out var value))
            return new ValueOperand(value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value]);
        if (json.TryGetProperty("today", out _)) return new TodayOperand();
        if (json.Text("certificates") != "number") throw new FormatException("only the number of certificates can be compared");
        return new NumbersOperand(json.Texts("evidence_types").ToHashSet(),
            json.TryGetProperty("permits", out var permits) ? permits.Texts().ToHashSet() : null);
    }
}

internal sealed record AnswerOperand(AnswerPath Path, RowFilter? Where) : Operand
{
    public IReadOnlyList<JsonElement> Values(Answers answers) =>
        Where is null ? Path.Values(answers)
        : [.. Rows(answers).Select(r => Path.Cell(r)).Where(c => c is not null).Select(c => c!.Value)];

    /// <summary>The selected rows of a column's list.</summary>
    public IEnumerable<JsonElement> Rows(Answers answers) => Path.Rows(answers).Where(r => Where?.Selects(r) ?? true);
}

internal sealed record ValueOperand(IReadOnlyList<JsonElement> Values) : Operand;

internal sealed record TodayOperand : Operand;

/// <summary>Numbers of the certificates of these types (and permits), compared without regard to spaces and letter case.</summary>
internal sealed record NumbersOperand(IReadOnlySet<string> Types, IReadOnlySet<string>? Permits) : Operand
{
    public bool Takes(Evidence evidence) =>
        Types.Contains(evidence.EvidenceType) && (Permits is null || evidence.Permit is { } permit && Permits.Contains(permit));
}
