using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Vocabulary;

namespace Marketplace.Reports.Make;

/// <summary>What can be reported: its provider and what it is called.</summary>
internal sealed record Claim(string About, ProviderId Provider, Bilingual Title);

/// <summary>Finds the listing or certificate of an id, where whoever asks may see it.</summary>
internal sealed class FindClaim(IListings listings, ICertificates certificates, IProviders providers)
{
    public async Task<Outcome<Claim>> Run(Actor actor, string? about, CancellationToken cancel = default)
    {
        if (CertificateId.TryParse(about, null, out var certificate))
            return await certificates.Find(certificate, cancel) is { Value: var it } ? new Claim(about, it.Provider, Bilingual.Same(it.Number)) : Refusal.NotFound();
        if (!ListingId.TryParse(about, null, out var id) || await listings.Find(id, cancel) is not { Value: { Published: { } content } listing }) return Refusal.NotFound();
        return actor.MaySee(listing.Provider) || await providers.Find(listing.Provider, cancel) is { Value.Suspension: null }
            ? new Claim(about, listing.Provider, ListingText.Title(content))
            : Refusal.NotFound();
    }
}
