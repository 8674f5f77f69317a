using System.Globalization;
using System.Text.Json;
using Marketplace.DesignSystem;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>Sentences about answers: what is given, what is asked for, how two compare.</summary>
internal sealed partial class Wording
{
    private static readonly Dictionary<string, Bilingual> Relations = new()
    {
        ["eq"] = new("等于", "equal to"), ["ne"] = new("不等于", "other than"),
        ["lt"] = new("小于", "less than"), ["lte"] = new("不大于", "at most"),
        ["gt"] = new("大于", "more than"), ["gte"] = new("不小于", "at least"),
        ["in"] = new("为其中之一：", "one of"), ["contains"] = new("包含", "to contain"),
        ["before"] = new("早于", "before"), ["after"] = new("晚于", "after"),
        ["valid_on_date"] = new("不早于", "not before"), ["subset"] = new("全部属于", "all among"),
        ["disjoint"] = new("不含", "none of"), ["sum_eq"] = new("合计等于", "in sum equal to"),
    };

    public Bilingual Values(FieldDefinition? field, IReadOnlyList<JsonElement> values)
    {
        if (values.Count == 0) return new("空", "nothing");
        var labels = values.Take(Shortest).Select(v => Value(field, v)).ToList();
        var more = values.Count - labels.Count;
        return new(
            string.Join("、", labels.Select(l => l.Zh)) + (more > 0 ? $"等{values.Count}项" : ""),
            string.Join(", ", labels.Select(l => l.En)) + (more > 0 ? $" and {more} more" : ""));
    }

    private static readonly Dictionary<string, Bilingual> Verbs = new(Relations)
    {
        ["eq"] = new("为", "is"), ["ne"] = new("不为", "is not"), ["in"] = new("为以下之一：", "is one of"), ["contains"] = new("包含", "contains"),
        ["lt"] = new("小于", "is less than"), ["lte"] = new("不大于", "is at most"), ["gt"] = new("大于", "is more than"), ["gte"] = new("不小于", "is at least"),
    };

    public Bilingual Wanted(FieldDefinition field, Comparison comparison)
    {
        if (IsMainlandChina(comparison)) return new("在中国大陆境内", "in mainland China");
        var values = Values(field, comparison);
        var relation = Relations[comparison.Op];
        return new(relation.Zh + values.Zh, $"{relation.En} {values.En}");
    }

    private Bilingual Values(FieldDefinition? field, Comparison comparison) =>
        Values(field, comparison.Op == "in" ? [.. comparison.Value.EnumerateArray()] : [comparison.Value]);

    public static Bilingual All(IReadOnlyList<Bilingual> parts) =>
        new(string.Join("，且", parts.Select(p => p.Zh)), string.Join(", and ", parts.Select(p => p.En)));

    public static Bilingual AnyOf(IReadOnlyList<Bilingual> parts) =>
        new(string.Join("，或", parts.Select(p => p.Zh)), string.Join(", or ", parts.Select(p => p.En)));

    public Bilingual Condition(Specification specification, AnswerPath path, Comparison comparison)
    {
        var label = Label(specification, path);
        if (comparison.Op == "answered") return new($"填写了“{label.Zh}”", $"“{label.En}” is answered");
        if (IsMainlandChina(comparison)) return new($"“{label.Zh}”在中国大陆境内", $"“{label.En}” is in mainland China");
        var values = Values(FieldOf(specification, path), comparison);
        var verb = Verbs[comparison.Op];
        return new($"“{label.Zh}”{verb.Zh}{values.Zh}", $"“{label.En}” {verb.En} {values.En}");
    }

    /// <summary>The whole list of provinces reads better as what it means.</summary>
    private bool IsMainlandChina(Comparison comparison) =>
        comparison.Op == "in" && comparison.Value.GetArrayLength() == catalogue.MainlandChina.Count
        && comparison.Value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String && catalogue.MainlandChina.Contains(v.GetString()!));

    public static Bilingual NotAnswered(Specification specification, params Operand[] operands)
    {
        var labels = operands.OfType<AnswerOperand>().Select(o => Label(specification, o)).ToList();
        return labels.Count == 1
            ? new($"“{labels[0].Zh}”没有填写", $"nothing is answered to “{labels[0].En}”")
            : new($"{string.Join("、", labels.Select(l => $"“{l.Zh}”"))}没有都填写", $"not all of {string.Join(", ", labels.Select(l => $"“{l.En}”"))} are answered");
    }

    public static Bilingual NothingToCompare(Specification specification, params Operand[] operands)
    {
        var labels = operands.OfType<AnswerOperand>().Select(o => Label(specification, o)).ToList();
        return new($"{string.Join("、", labels.Select(l => $"“{l.Zh}”"))}中没有可比较的行", $"no row answers {string.Join(" and ", labels.Select(l => $"“{l.En}”"))}");
    }

    public Bilingual Compared(
        Specification specification, string op, (Operand Operand, IReadOnlyList<JsonElement> Values) left,
        (Operand Operand, IReadOnlyList<JsonElement> Values) right, List<(JsonElement Left, JsonElement Right)>? failing)
    {
        Bilingual l = Side(specification, left.Operand, left.Values), r = Side(specification, right.Operand, right.Values), relation = Relations[op];
        if (failing is not { Count: > 0 })
            return new($"比较的是：{l.Zh}，须{relation.Zh}{r.Zh}", $"{l.En} must be {relation.En} {r.En}");
        Bilingual a = Values(FieldOf(specification, left.Operand), [failing[0].Left]), b = Values(FieldOf(specification, right.Operand), [failing[0].Right]);
        return new(
            $"比较的是：{l.Zh}，须{relation.Zh}{r.Zh}；有{failing.Count}行不成立，如{a.Zh}与{b.Zh}",
            $"{l.En} must be {relation.En} {r.En}, which fails in {Rows(failing.Count)}, such as {a.En} against {b.En}");
    }

    public Bilingual CertificateNumbers(IReadOnlyList<string> asked, Finding finding, IReadOnlyList<Evidence> certificates, DateOnly day)
    {
        var numbers = string.Join(", ", asked);
        if (finding.Verdict == Verdict.NotEvidenced)
            return new($"没有提供可核对编号{numbers}的证书", $"no certificate is offered against which the number {numbers} could be checked");
        var used = Join([.. finding.Used.Select(u => Certificate(u, day))]);
        if (finding.Verdict == Verdict.Met) return new($"编号{numbers}与{used.Zh}一致", $"the number {numbers} is that of {used.En}");
        return certificates.Any(c => c.IsActiveOn(day))
            ? new($"编号{numbers}与有效证书不一致：{used.Zh}", $"the number {numbers} is not among the active certificates: {used.En}")
            : new($"编号{numbers}对应的证书在{Day(day)}无效：{used.Zh}", $"no certificate for the number {numbers} is active on {Day(day)}: {used.En}");
    }

    public static Bilingual NoClaims() => new("没有需要证书支持的声明", "no claim needs a certificate behind it");

    public Bilingual Claim(Claim claim, Verdict verdict, DateOnly day)
    {
        Bilingual name = claim.Standard is null ? new("未写明的标准", "a standard not named") : Name(claim.Standard), type = EvidenceType(claim.EvidenceType ?? "");
        var number = claim.Number is null ? new Bilingual("", "") : new Bilingual($"（编号{claim.Number}）", $" (number {claim.Number})");
        var backing = Join([.. claim.On(day).Used.Select(u => Certificate(u, day))]);
        return verdict switch
        {
            Verdict.Met => new($"{name.Zh}的{type.Zh}声明{number.Zh}有{backing.Zh}支持", $"the claim of {type.En} to {name.En}{number.En} is backed by {backing.En}"),
            Verdict.NotMet => new($"{name.Zh}的{type.Zh}声明{number.Zh}只有在{Day(day)}无效的证书：{backing.Zh}", $"the claim of {type.En} to {name.En}{number.En} has only certificates that are not active on {Day(day)}: {backing.En}"),
            _ => new($"{name.Zh}的{type.Zh}声明{number.Zh}没有证书支持", $"the claim of {type.En} to {name.En}{number.En} has no certificate behind it"),
        };
    }

    private Bilingual Side(Specification specification, Operand operand, IReadOnlyList<JsonElement> values)
    {
        var given = Values(FieldOf(specification, operand), values);
        if (operand is TodayOperand) return new($"当日（{given.Zh}）", $"the day ({given.En})");
        if (operand is not AnswerOperand answer) return given;
        var label = Label(specification, answer);
        return new($"“{label.Zh}”（{given.Zh}）", $"“{label.En}” ({given.En})");
    }

    private static FieldDefinition? FieldOf(Specification specification, Operand operand) =>
        operand is AnswerOperand answer ? FieldOf(specification, answer.Path) : null;

    private static FieldDefinition? FieldOf(Specification specification, AnswerPath path) =>
        path.Field is null ? specification.Question(path.Key)
        : specification.Question(path.Key)?.Columns.FirstOrDefault(c => c.Key == path.Field);

    private static Bilingual Label(Specification specification, AnswerOperand operand) => Label(specification, operand.Path);

    private static Bilingual Label(Specification specification, AnswerPath path)
    {
        var label = FieldOf(specification, path)?.Label ?? Bilingual.Same(path.Key);
        return new(label.In(Language.Zh), label.In(Language.En));
    }

    private Bilingual Value(FieldDefinition? field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => new("是", "yes"),
        JsonValueKind.False => new("否", "no"),
        JsonValueKind.String => catalogue.Document(value.GetString()!) is { } document
            ? document.Name : field?.LabelOf(value.GetString()!) ?? Bilingual.Same(value.GetString()!),
        JsonValueKind.Object when value.TryGetProperty("amount", out var amount) && value.TryGetProperty("currency", out var currency) =>
            Bilingual.Same(Amount(amount.GetDouble(), currency.GetString() ?? "")),
        _ => Bilingual.Same(value.ToString()),
    };

    private static string Amount(double minor, string currency) => string.Create(CultureInfo.InvariantCulture,
        $"{currency} {minor / Math.Pow(10, Numbers.MinorDigits(currency)):0.###}");
}
