using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>Compiles the condition language: <c>{all}</c>, <c>{any}</c>, <c>{question, op, value}</c>, <c>{class}</c>; all and any nest.</summary>
internal static class Conditions
{
    /// <summary>Null for JSON null. Throws <see cref="FormatException"/> on what is not a condition.</summary>
    public static Condition? Compile(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return null;
        if (json.TryGetProperty("all", out var all)) return new AllOf([.. all.EnumerateArray().Select(Inner)]);
        if (json.TryGetProperty("any", out var any)) return new AnyOf([.. any.EnumerateArray().Select(Inner)]);
        if (json.TryGetProperty("class", out var codes)) return new OfClass(codes.EnumerateArray().Select(c => c.GetString()!).ToHashSet());
        return new OnAnswer(AnswerPath.Parse(json.GetProperty("question").GetString()!), Comparison.Compile(json));
    }

    private static Condition Inner(JsonElement json) => Compile(json) ?? throw new FormatException("an empty condition inside another");
}

internal sealed class AllOf(IReadOnlyList<Condition> parts) : Condition
{
    public override bool Holds(Answers answers, string classCode)
    {
        foreach (var part in parts)
            if (!part.Holds(answers, classCode)) return false;
        return true;
    }

    public override IEnumerable<string> Questions => parts.SelectMany(p => p.Questions);

    internal override Bilingual Describe(Specification specification, Wording wording) =>
        Wording.All([.. parts.Select(p => p.Describe(specification, wording))]);
}

internal sealed class AnyOf(IReadOnlyList<Condition> parts) : Condition
{
    public override bool Holds(Answers answers, string classCode)
    {
        foreach (var part in parts)
            if (part.Holds(answers, classCode)) return true;
        return false;
    }

    public override IEnumerable<string> Questions => parts.SelectMany(p => p.Questions);

    internal override Bilingual Describe(Specification specification, Wording wording) =>
        Wording.AnyOf([.. parts.Select(p => p.Describe(specification, wording))]);
}

internal sealed class OfClass(IReadOnlySet<string> codes) : Condition
{
    public override bool Holds(Answers answers, string classCode) => codes.Contains(classCode);

    public override IEnumerable<string> Questions => [];

    internal override Bilingual Describe(Specification specification, Wording wording) =>
        new($"类别为{string.Join("、", codes)}", $"the class is {string.Join(" or ", codes)}");
}

/// <summary>Holds when any value of the path matches.</summary>
internal sealed class OnAnswer(AnswerPath path, Comparison comparison) : Condition
{
    public override bool Holds(Answers answers, string classCode) => comparison.HoldsForAny(path, answers);

    public override IEnumerable<string> Questions => [path.Key];

    internal override Bilingual Describe(Specification specification, Wording wording) => wording.Condition(specification, path, comparison);
}
