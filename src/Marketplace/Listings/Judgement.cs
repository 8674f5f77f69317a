using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>
/// What the engine says of a listing's content on a day. <paramref name="Answers"/> are those it was asked with: the provider's own,
/// and for the keys in <paramref name="Filled"/> what the listing's certificates state.
/// </summary>
/// <param name="Gaps">The mandatory requirements that keep the listing from conforming, and what would cure each.</param>
public sealed record Judgement(Answers Answers, IReadOnlySet<string> Filled, ConformityResult Result, IReadOnlyList<Gap> Gaps);

/// <summary>A mandatory requirement that is not met or not evidenced, and what would cure it.</summary>
/// <param name="Text">The requirement in the specification's words.</param>
/// <param name="Reason">The engine's sentence, which names requirement, source and evidence.</param>
/// <param name="Question">The question to answer or change; null where a certificate is what is missing.</param>
public sealed record Gap(string Requirement, Verdict Verdict, Bilingual Text, Bilingual Reason, Bilingual Cure, string? Question)
{
    public string Field => Question is null ? "certificates" : $"answers.{Question}";

    public Problem ToProblem() => new(
        Verdict == Verdict.NotMet ? "requirement_not_met" : "requirement_not_evidenced",
        new Bilingual($"{Requirement}：{Reason.Zh}{Cure.Zh}", $"{Requirement}: {Reason.En} {Cure.En}"), Field);
}
