using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Draft;

/// <summary>A new listing. Left out: no certificate, all sites of the provider, no answers yet.</summary>
internal sealed record NewListing(
    ProviderId Provider, string Class, IReadOnlyList<CertificateId>? Certificates = null, IReadOnlyList<string>? Sites = null, Answers? Answers = null);

/// <summary>
/// New content for a listing. Certificates and sites that are left out stay as they are; the answers replace all that were given.
/// Provider and class may be repeated but not changed.
/// </summary>
internal sealed record ListingReplacement(
    Answers Answers, IReadOnlyList<CertificateId>? Certificates = null, IReadOnlyList<string>? Sites = null, ProviderId? Provider = null, string? Class = null)
{
    public ContentChange ToChange() => new(Answers, null, Certificates, Sites, Provider, Class);
}

/// <summary>What to change in a listing's content; null leaves a part as it is.</summary>
/// <param name="Only">The questions whose answers are replaced; null replaces all of them.</param>
/// <param name="Provider">Where given, it must be what it is.</param>
/// <param name="Class">Where given, it must be what it is.</param>
internal sealed record ContentChange(
    Answers? Answers = null, IReadOnlyCollection<string>? Only = null,
    IReadOnlyList<CertificateId>? Certificates = null, IReadOnlyList<string>? Sites = null,
    ProviderId? Provider = null, string? Class = null);
