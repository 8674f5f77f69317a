using Marketplace.Accreditation;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Show;

/// <summary>A listing as the API gives it.</summary>
internal sealed record ListingAnswer(
    ListingId Id, long Version, ListingStatus Status, DateOnly Date, ListingProvider Provider, string Class, int Edition, Bilingual ClassName,
    IReadOnlyList<string> Sites, Answers Answers, IReadOnlyList<string> Filled,
    Verdict Verdict, Basis Basis, ListingLapse? Lapsed, IReadOnlyList<RequirementVerdict> Requirements,
    IReadOnlyList<CertificateId> Certificates, IReadOnlyList<CertificateAnswer> Evidence, DateOnly? ListedUntil,
    DateTimeOffset? PublishedAt, DateTimeOffset? WithdrawnAt, IReadOnlyList<ListingVersionAnswer> Versions, ListingDraftAnswer? Draft)
{
    public static ListingAnswer Of(ListingView view, IReadOnlyList<ListingVersion> versions, ListingView? draft) => new(
        view.Listing.Id, view.Document.Version, view.Status, view.Day,
        new ListingProvider(view.Provider.Id, view.Provider.Name),
        view.Specification.Class.Code, view.Specification.Edition, view.Specification.Class.Name,
        view.Content.Sites, view.Judgement.Answers, [.. view.Judgement.Filled.Order(StringComparer.Ordinal)],
        view.Judgement.Result.Overall, view.Judgement.Result.Basis,
        view.Lapse is { } lapse ? new ListingLapse(lapse.Since, [.. lapse.Gaps.Select(gap => gap.Requirement)]) : null,
        view.Judgement.Result.Requirements, view.Content.Certificates, EvidenceOf(view), view.ListedUntil,
        view.Listing.PublishedAt, view.Listing.WithdrawnAt,
        [.. versions.Where(version => view.MayEdit || version.IsPublic).Select(version => new ListingVersionAnswer(version.Version, version.SavedAt, version.Status))],
        draft is null ? null : new ListingDraftAnswer(draft.Content.Sites, draft.Content.Certificates, draft.Content.Answers,
            draft.Judgement.Result.Overall, draft.Judgement.Result.Basis, draft.Judgement.Result.Requirements));

    private static IReadOnlyList<CertificateAnswer> EvidenceOf(ListingView view) => [.. view.Certificates.Select(it => CertificateAnswer.Of(it, view.Day))];
}

internal sealed record ListingProvider(ProviderId Id, Bilingual Name);

internal sealed record ListingLapse(DateOnly Since, IReadOnlyList<string> Requirements);

internal sealed record ListingVersionAnswer(long Version, DateTimeOffset SavedAt, ListingStatus Status);

/// <summary>The draft beside a published listing, given to those who may edit it.</summary>
internal sealed record ListingDraftAnswer(
    IReadOnlyList<string> Sites, IReadOnlyList<CertificateId> Certificates, Answers Answers,
    Verdict Verdict, Basis Basis, IReadOnlyList<RequirementVerdict> Requirements);
