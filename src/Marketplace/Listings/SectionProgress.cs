using Marketplace.Standards;

namespace Marketplace.Listings;

/// <summary>How far a section of the form has come: of the questions that must be answered, how many are.</summary>
internal sealed record SectionProgress(Section Section, int Answered, int Required)
{
    public static IReadOnlyList<SectionProgress> Of(ListingView view)
    {
        var answered = view.Judgement.Result.Requirements
            .Where(it => it.Id.StartsWith("answered:", StringComparison.Ordinal) && it.Verdict != Verdict.NotApplicable)
            .ToLookup(it => view.Specification.Question(it.Id["answered:".Length..])?.Section);
        return [.. view.Specification.Sections.Select(section => new SectionProgress(
            section, answered[section.Key].Count(it => it.Verdict == Verdict.Met), answered[section.Key].Count()))];
    }
}
