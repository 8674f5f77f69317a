using Marketplace.Standards.Evaluation;

namespace Marketplace.Standards;

/// <summary>Overall verdict and basis from a day up to another, inclusive; a null end is for ever.</summary>
public sealed record ConformitySpan(DateOnly From, DateOnly? Until, Verdict Overall, Basis Basis);

/// <summary>The conformity engine: pure, so that anybody who has the inputs gets the same verdicts.</summary>
public static class Conformity
{
    /// <summary>The verdict on every requirement of the specification, and on those its questions imply, on one day.</summary>
    public static ConformityResult Evaluate(Specification specification, Answers answers, IReadOnlyList<Evidence> evidence, DateOnly day) =>
        new Assessment(specification.Rules, answers, evidence).On(day);

    /// <summary>The overall verdict and basis on all days, as spans without gaps from the first day there is.</summary>
    public static IReadOnlyList<ConformitySpan> Spans(Specification specification, Answers answers, IReadOnlyList<Evidence> evidence) =>
        new Assessment(specification.Rules, answers, evidence).Spans();
}
