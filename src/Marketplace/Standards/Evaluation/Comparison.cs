using System.Text.Json;

namespace Marketplace.Standards.Evaluation;

/// <summary>An operation of the condition language with its value: <c>eq ne in contains gt gte lt lte answered</c>.</summary>
internal sealed class Comparison
{
    private readonly JsonElement value;
    private readonly HashSet<string> texts;
    private readonly List<JsonElement> others;

    private Comparison(string op, JsonElement value)
    {
        Op = op;
        this.value = value;
        var members = op == "in" ? value.EnumerateArray().ToList() : [];
        texts = [.. members.Where(m => m.ValueKind == JsonValueKind.String).Select(m => m.GetString()!)];
        others = [.. members.Where(m => m.ValueKind != JsonValueKind.String)];
    }

    public string Op { get; }

    /// <summary>The value compared with; undefined for <c>answered</c>.</summary>
    public JsonElement Value => value;

    public static Comparison Compile(JsonElement json)
    {
        var op = json.GetProperty("op").GetString()!;
        var hasValue = json.TryGetProperty("value", out var value);
        if (op is not ("eq" or "ne" or "in" or "contains" or "gt" or "gte" or "lt" or "lte" or "answered"))
            throw new FormatException($"no such op: {op}");
        if (!hasValue && op != "answered") throw new FormatException($"op {op} needs a value");
        if (op == "in" && value.ValueKind != JsonValueKind.Array) throw new FormatException("op in needs a list");
        return new Comparison(op, value);
    }

    /// <summary>Any value of the path matches; every op but <c>answered false</c> is false where nothing is answered.</summary>
    public bool HoldsForAny(AnswerPath path, Answers answers)
    {
        if (Op == "answered") return path.IsAnswered(answers) == AsksForAnswer;
        if (answers[path.Key] is not { } answer || !AnswerValue.IsAnswered(answer)) return false;
        if (answer.ValueKind != JsonValueKind.Array) return !path.IsRows && Holds(answer);
        foreach (var member in answer.EnumerateArray())
        {
            if (!path.IsColumn ? HoldsForMember(member) : path.Cell(member) is { } cell && Holds(cell)) return true;
        }
        return false;
    }

    /// <summary>The field of a row matches.</summary>
    public bool HoldsForField(JsonElement row, string field)
    {
        var cell = AnswerValue.Cell(row, field);
        return Op == "answered" ? cell is not null == AsksForAnswer : cell is { } it && Holds(it);
    }

    private bool AsksForAnswer => value.ValueKind != JsonValueKind.False;

    private bool Holds(JsonElement candidate) => Op switch
    {
        "eq" => AnswerValue.Same(candidate, value),
        "ne" => !AnswerValue.Same(candidate, value),
        "in" => candidate.ValueKind == JsonValueKind.String
            ? texts.Contains(candidate.GetString()!) : others.Exists(o => AnswerValue.Same(candidate, o)),
        "contains" => Contains(candidate),
        "gt" => AnswerValue.Compare(candidate, value) > 0,
        "gte" => AnswerValue.Compare(candidate, value) >= 0,
        "lt" => AnswerValue.Compare(candidate, value) < 0,
        _ => AnswerValue.Compare(candidate, value) <= 0,
    };

    /// <summary>A list contains its members whole, while a text contains its parts.</summary>
    private bool HoldsForMember(JsonElement member) => Op == "contains" ? AnswerValue.Same(member, value) : Holds(member);

    private bool Contains(JsonElement text) =>
        text.ValueKind == JsonValueKind.String && value.ValueKind == JsonValueKind.String
        && text.GetString()!.Contains(value.GetString()!, StringComparison.OrdinalIgnoreCase);
}
