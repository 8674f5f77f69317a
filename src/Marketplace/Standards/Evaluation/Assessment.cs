using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>
/// Answers and evidence held against a rule set. What does not depend on the day is worked out once, so that judging another day
/// costs only the tests that look at dates.
/// </summary>
internal sealed class Assessment
{
    private readonly RuleSet rules;
    private readonly PreparedTest?[] tests;
    private readonly Finding[] constant;
    private readonly int[] dated;

    public Assessment(RuleSet rules, Answers answers, IReadOnlyList<Evidence> evidence)
    {
        this.rules = rules;
        var subject = new Subject(answers, evidence);
        tests = new PreparedTest?[rules.Rules.Count];
        constant = new Finding[tests.Length];
        var datedPlaces = new List<int>();
        for (var i = 0; i < tests.Length; i++)
        {
            var rule = rules.Rules[i];
            if (rule.When is { } when && !when.Holds(answers, rules.ClassCode))
            {
                constant[i] = Finding.Of(Verdict.NotApplicable);
                continue;
            }
            tests[i] = rule.Test.Prepare(subject);
            if (tests[i]!.Turns.Any()) datedPlaces.Add(i);
            else constant[i] = tests[i]!.On(DateOnly.MinValue);
        }
        dated = [.. datedPlaces];
    }

    /// <summary>The verdict on every rule that day, with the reasons.</summary>
    public ConformityResult On(DateOnly day)
    {
        var findings = Findings(day);
        var unsettled = (Finding[])findings.Clone();
        var settledBy = Settle(findings);
        var (overall, basis) = Overall(findings);
        return new ConformityResult(overall, basis, [.. rules.Rules.Select((rule, i) => Explained(rule, tests[i], findings[i], unsettled[i], settledBy?[i], day))]);
    }

    /// <summary>Overall verdict and basis over all days: constant from one turn of a date to the next.</summary>
    public IReadOnlyList<ConformitySpan> Spans()
    {
        var spans = new List<ConformitySpan>();
        foreach (var day in dated.SelectMany(i => tests[i]!.Turns).Append(DateOnly.MinValue).Distinct().Order())
        {
            var findings = Findings(day);
            Settle(findings);
            var (overall, basis) = Overall(findings);
            if (spans.Count > 0 && spans[^1] is var last && last.Overall == overall && last.Basis == basis) continue;
            if (spans.Count > 0) spans[^1] = spans[^1] with { Until = day.AddDays(-1) };
            spans.Add(new ConformitySpan(day, null, overall, basis));
        }
        return spans;
    }

    private Finding[] Findings(DateOnly day)
    {
        var findings = (Finding[])constant.Clone();
        foreach (var i in dated) findings[i] = tests[i]!.On(day);
        return findings;
    }

    /// <summary>
    /// Alternatives: once a group of a criterion is satisfied, what fails in its other groups does not apply.
    /// Gives, per rule settled so, the group that settled it; null where there was nothing to settle.
    /// </summary>
    private int[]?[]? Settle(Finding[] findings)
    {
        int[]?[]? settledBy = null;
        foreach (var groups in rules.Alternatives)
        {
            if (Array.Find(groups, g => IsSatisfied(g, findings)) is not { } satisfied) continue;
            foreach (var place in groups.SelectMany(g => g))
            {
                if (findings[place].Verdict is not (Verdict.NotMet or Verdict.NotEvidenced)) continue;
                findings[place] = Finding.Of(Verdict.NotApplicable);
                (settledBy ??= new int[]?[findings.Length])[place] = satisfied;
            }
        }
        return settledBy;
    }

    private static bool IsSatisfied(int[] group, Finding[] findings) =>
        Array.Exists(group, i => findings[i].Verdict == Verdict.Met)
        && Array.TrueForAll(group, i => findings[i].Verdict is Verdict.Met or Verdict.NotApplicable);

    /// <summary>The worst mandatory verdict, and the weakest verification among the certificates that mandatory verdicts rest on.</summary>
    private (Verdict, Basis) Overall(Finding[] findings)
    {
        var overall = Verdict.Met;
        Basis? basis = null;
        for (var i = 0; i < findings.Length; i++)
        {
            if (rules.Rules[i].Obligation != Obligation.Mandatory) continue;
            var finding = findings[i];
            if (finding.Verdict == Verdict.NotMet || finding.Verdict == Verdict.NotEvidenced && overall == Verdict.Met) overall = finding.Verdict;
            if (finding.Verdict != Verdict.NotApplicable && finding.Used.Count > 0 && BasisOf(finding) is var own && !(own >= basis)) basis = own;
        }
        return (overall, basis ?? Basis.OwnWord);
    }

    private static Basis BasisOf(Finding finding) =>
        finding.Used.Count == 0 ? Basis.OwnWord : (Basis)(1 + (int)finding.Used.Min(u => u.Evidence.Verification));

    private RequirementVerdict Explained(Rule rule, PreparedTest? test, Finding finding, Finding unsettled, int[]? settledBy, DateOnly day)
    {
        var because = test is null ? Wording.ConditionFalse()
            : settledBy is null ? test.Explain(day, finding)
            : Wording.Settled([.. settledBy.Select(i => rules.Rules[i])], test.Explain(day, unsettled));
        return new RequirementVerdict(rule.Id, rule.Obligation, finding.Verdict, BasisOf(finding),
            rules.Wording.Sentence(rule, finding.Verdict, because), rule.StandardId, rule.Clause,
            [.. finding.Used.Select(u => Use(u, day))]);
    }

    private static EvidenceUse Use(Used used, DateOnly day) => new(
        used.Evidence.Id, used.Evidence.Number, used.Evidence.StandardId, used.Evidence.Permit, used.Evidence.StatusOn(day),
        used.Evidence.ValidFrom, used.Evidence.ValidUntil, used.Evidence.Verification, used.Evidence.CheckedOn, used.Chain.Steps);
}
