using System.Text.Json.Serialization;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

public enum Verdict { Met, NotMet, NotEvidenced, NotApplicable }

/// <summary>What a verdict rests on, weakest first.</summary>
public enum Basis
{
    [JsonStringEnumMemberName("own_word")] OwnWord,
    [JsonStringEnumMemberName("declared")] Declared,
    [JsonStringEnumMemberName("document_seen")] DocumentSeen,
    [JsonStringEnumMemberName("register_checked")] RegisterChecked,
}

public enum Obligation { Mandatory, Recommended }

/// <summary>A step from one standard to an equivalent one, as the catalogue states it.</summary>
public sealed record EquivalenceStep(string From, string To, string Degree, string Confidence);

/// <summary>A piece of evidence that a verdict used. <see cref="Chain"/> is empty where it names the standard itself.</summary>
public sealed record EvidenceUse(
    string? Id, string Number, string? StandardId, string? Permit, EvidenceStatus StatusOnDay,
    DateOnly ValidFrom, DateOnly? ValidUntil, Verification Verification, DateOnly? CheckedOn, IReadOnlyList<EquivalenceStep> Chain);

/// <summary>The verdict on one requirement, with the reason as a sentence in both languages.</summary>
public sealed record RequirementVerdict(
    string Id, Obligation Obligation, Verdict Verdict, Basis Basis, Bilingual Reason,
    string? Standard, string? Clause, IReadOnlyList<EvidenceUse> Evidence);

public sealed record ConformityResult(Verdict Overall, Basis Basis, IReadOnlyList<RequirementVerdict> Requirements);
