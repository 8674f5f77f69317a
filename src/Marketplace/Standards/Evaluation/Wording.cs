using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>The engine's reasons as sentences in both languages. Built only when somebody reads them.</summary>
internal sealed partial class Wording(Catalogue catalogue)
{
    /// <summary>At most so many rows, values or certificates are named; the rest are counted.</summary>
    private const int Shortest = 5;

    /// <summary>The whole reason: requirement, its source with edition and clause, verdict, and why.</summary>
    public Bilingual Sentence(Rule rule, Verdict verdict, Bilingual because)
    {
        var source = rule.StandardId is null ? null : Name(rule.StandardId);
        var zhSource = source is null ? "" : rule.Clause is null ? $"（依据{source.Zh}）" : $"（依据{source.Zh}，条款{rule.Clause}）";
        var enSource = source is null ? "" : rule.Clause is null ? $" (source: {source.En})" : $" (source: {source.En}, clause {rule.Clause})";
        return new(
            $"“{Bare(rule.Text.In(Language.Zh))}”{zhSource}：{Word(verdict).Zh}。{because.Zh}。",
            $"“{Bare(rule.Text.In(Language.En))}”{enSource}: {Word(verdict).En}, because {because.En}.");
    }

    public static Bilingual ConditionFalse() => new("适用条件不成立", "the condition under which it applies does not hold");

    public static Bilingual Settled(IReadOnlyList<Rule> by, Bilingual otherwise) => new(
        $"同一准则的另一组要求已经满足（{string.Join("、", by.Select(r => r.Id))}），本条无需满足；否则：{otherwise.Zh}",
        $"another group of the same criterion is satisfied ({string.Join(", ", by.Select(r => r.Id))}), which makes this one an alternative; otherwise: {otherwise.En}");

    public static Bilingual Join(IReadOnlyList<Bilingual> parts)
    {
        var shown = parts.Take(Shortest).ToList();
        var more = parts.Count - shown.Count;
        return new(
            string.Join("；", shown.Select(p => p.Zh)) + (more > 0 ? $"；另有{more}项" : ""),
            string.Join("; ", shown.Select(p => p.En)) + (more > 0 ? $"; and {more} more" : ""));
    }

    public Bilingual Name(string standardId) => catalogue.NameOf(standardId, null);

    public static Bilingual Any(IEnumerable<Bilingual> names)
    {
        var all = names.ToList();
        return new(string.Join("或", all.Select(n => n.Zh)), string.Join(" or ", all.Select(n => n.En)));
    }

    /// <summary>"ISO/IEC 17025:2017 → GB/T 27025-2019, IDT", with a word where a step is known from memory only.</summary>
    public Bilingual Chain(EquivalenceChain chain)
    {
        var names = chain.Steps.Select(s => s.To).Prepend(chain.Steps[0].From).Select(Name).ToList();
        var (zh, en) = ($"{string.Join(" → ", names.Select(n => n.Zh))}, {chain.Degree}", $"{string.Join(" → ", names.Select(n => n.En))}, {chain.Degree}");
        return chain.Steps.Any(s => s.Confidence == "uncertain")
            ? new(zh + "（采用关系存疑）", en + " (uncertain)")
            : chain.FromMemory ? new(zh + "（凭记忆，未查证）", en + " (from memory)") : new(zh, en);
    }

    private static Bilingual Word(Verdict verdict) => verdict switch
    {
        Verdict.Met => new("符合", "met"),
        Verdict.NotMet => new("不符合", "not met"),
        Verdict.NotEvidenced => new("未提供证据", "not evidenced"),
        _ => new("不适用", "not applicable"),
    };

    private static string Bare(string text) => text.TrimEnd('.', '。', ' ');

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
