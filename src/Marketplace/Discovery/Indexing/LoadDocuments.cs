using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Indexing;

/// <summary>Documents of the listings that the public may find, and the ids of those it may not.</summary>
internal sealed record LoadedDocuments(IReadOnlyList<SearchDocument> Documents, IReadOnlyList<ListingId> Gone);

/// <summary>Reads listings as they stand now, with their providers and certificates, and derives their search documents.</summary>
internal sealed class LoadDocuments(IListings listings, IProviders providers, ICertificates certificates, ProjectListing project)
{
    public Task<IReadOnlyList<ListingId>> RestingOn(CertificateId certificate, CancellationToken cancel) => listings.RestingOn(certificate, cancel);

    public async Task<IEnumerable<ListingId>> OfProvider(ProviderId provider, CancellationToken cancel) =>
        (await listings.OfProvider(provider, TenantScope.Nobody, cancel)).Select(l => l.Value.Id);

    public async Task<LoadedDocuments> Run(IReadOnlyCollection<ListingId> ids, long position, CancellationToken cancel)
    {
        var found = await listings.Find(ids, cancel);
        var shown = found.Where(IsShown).ToList();
        var documents = await Run(shown, position, cancel);
        return new LoadedDocuments(documents, [.. ids.Except(documents.Select(it => it.Id))]);
    }

    public async Task<IReadOnlyList<SearchDocument>> Run(IReadOnlyList<Document<Listing>> shown, long position, CancellationToken cancel)
    {
        if (shown.Count == 0) return [];
        var firms = (await providers.Find([.. shown.Select(l => l.Value.Provider).Distinct()], cancel)).ToDictionary(p => p.Value.Id, p => p.Value);
        var held = (await certificates.Find([.. shown.SelectMany(l => l.Value.Published!.Certificates).Distinct()], cancel)).ToDictionary(c => c.Value.Id, c => c.Value);
        var documents = new List<SearchDocument>(shown.Count);
        foreach (var listing in shown)
        {
            if (!firms.TryGetValue(listing.Value.Provider, out var firm) || firm.Suspension is not null) continue;
            var rests = listing.Value.Published!.Certificates.Where(held.ContainsKey).Select(id => held[id]);
            documents.Add(project.Run(listing, firm, rests, position));
        }

        return documents;
    }

    private static bool IsShown(Document<Listing> listing) =>
        listing.Value is { Status: ListingStatus.Published, Published: not null };
}
