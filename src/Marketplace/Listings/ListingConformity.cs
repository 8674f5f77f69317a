using Marketplace.Accreditation;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Caching.Memory;

namespace Marketplace.Listings;

/// <summary>
/// Judges listings. A verdict is derived, never stored; it is remembered for the very versions of listing and certificates
/// that it was derived from, and for the day, so that a page that is looked at often costs little.
/// </summary>
public sealed class ListingConformity(Catalogue catalogue) : IDisposable
{
    private const int Remembered = 1000;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = Remembered });

    public Judgement Judge(ListingContent content, IEnumerable<Certificate> certificates, DateOnly day)
    {
        var specification = Specification(content);
        var evidence = Evidence(content, certificates);
        var (answers, filled) = CertificateFill.Apply(specification, catalogue.CertificateFields, content.Answers, evidence);
        var result = Conformity.Evaluate(specification, answers, evidence, day);
        return new Judgement(answers, filled, result,
            [.. result.Requirements.Where(IsMissing).Select(verdict => Cures.Of(specification, verdict))]);
    }

    /// <summary>The verdict on one state of a listing's content, and for published content since when it has lapsed.</summary>
    public (Judgement Judgement, Lapse? Lapse) Judge(
        Document<Listing> listing, ListingContent content, IReadOnlyList<Document<Certificate>> certificates, DateOnly day, DateOnly? publishedOn)
    {
        var isDraft = ReferenceEquals(content, listing.Value.Draft);
        var rests = string.Join(',', certificates.OrderBy(it => it.Value.Id.Value, StringComparer.Ordinal).Select(it => $"{it.Value.Id}@{it.Version}"));
        return cache.GetOrCreate((listing.Value.Id, listing.Version, isDraft, day, rests), entry =>
        {
            entry.Size = 1;
            entry.SlidingExpiration = TimeSpan.FromHours(1);
            var current = certificates.Select(it => it.Value).ToList();
            var judgement = Judge(content, current, day);
            return (judgement, publishedOn is { } since ? LapseOf(content, current, judgement, since, day) : null);
        });
    }

    private Lapse? LapseOf(ListingContent content, List<Certificate> certificates, Judgement judgement, DateOnly publishedOn, DateOnly day) =>
        judgement.Result.Overall == Verdict.Met ? null : Lapse.Find(
            Conformity.Spans(Specification(content), judgement.Answers, Evidence(content, certificates)), certificates, judgement, publishedOn, day);

    public Specification Specification(ListingContent content) =>
        catalogue.Specification(content.Class, content.Edition)
        ?? throw new InvalidOperationException($"There is no edition {content.Edition} of the specification of {content.Class}.");

    public void Dispose() => cache.Dispose();

    /// <summary>The engine sees only the certificates that the listing names.</summary>
    private static List<Evidence> Evidence(ListingContent content, IEnumerable<Certificate> certificates) =>
        [.. certificates.Where(certificate => content.Certificates.Contains(certificate.Id)).Select(certificate => certificate.ToEvidence())];

    private static bool IsMissing(RequirementVerdict verdict) =>
        verdict is { Obligation: Obligation.Mandatory, Verdict: Verdict.NotMet or Verdict.NotEvidenced };
}
