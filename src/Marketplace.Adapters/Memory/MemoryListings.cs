using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Memory;

/// <summary>Listings in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryListings(MemoryStore store) : IListings
{
    public Task<Document<Listing>?> Find(ListingId id, CancellationToken cancel = default) =>
        Task.FromResult(store.Find<Listing>(id.Value));

    public Task<IReadOnlyList<Document<Listing>>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Listing>>>(
            [.. ids.Distinct().Select(id => store.Find<Listing>(id.Value)).OfType<Document<Listing>>()]);

    public Task<IReadOnlyList<Document<Listing>>> OfProvider(ProviderId provider, TenantScope scope, CancellationToken cancel = default) =>
        Task.FromResult(store.Current<Listing>().Where(it => it.Value.Provider == provider)
            .OrderByDescending(it => store.History<Listing>(it.Value.Id.Value)[^1].At)
            .ThenByDescending(it => it.Value.Id.Value, StringComparer.Ordinal).ToList().Within(scope, provider));

    public Task<IReadOnlyList<ListingId>> RestingOn(CertificateId certificate, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ListingId>>(
        [
            .. store.Current<Listing>()
                .Where(it => Names(it.Value.Published, certificate) || Names(it.Value.Draft, certificate))
                .Select(it => it.Value.Id),
        ]);

    public Task<Document<Listing>?> Version(ListingId id, long version, CancellationToken cancel = default) =>
        Task.FromResult(store.History<Listing>(id.Value).FirstOrDefault(state => state.Version == version)?.Read<Listing>());

    public Task<Document<Listing>?> AsOf(ListingId id, DateTimeOffset before, CancellationToken cancel = default) =>
        Task.FromResult(store.AsOf<Listing>(id.Value, before));

    public Task<IReadOnlyList<ListingVersion>> Versions(ListingId id, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ListingVersion>>(
        [
            .. store.History<Listing>(id.Value).Select(state => state.Read<Listing>())
                .Select(it => new ListingVersion(it.Version, it.Value.SavedAt, it.Value.Status, it.Value.PublishedAt, it.Value.WithdrawnAt)),
        ]);

    public Task<IReadOnlyList<Document<Listing>>> PublishedPage(ListingId? after, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Listing>>>(
            [.. Published().Where(it => string.CompareOrdinal(it.Value.Id.Value, after?.Value ?? "") > 0).Take(most)]);

    public Task<long> CountPublished(CancellationToken cancel = default) => Task.FromResult((long)Published().Count());

    private IEnumerable<Document<Listing>> Published() => store.Current<Listing>().Where(it => it.Value.Status == ListingStatus.Published);

    private static bool Names(ListingContent? content, CertificateId certificate) => content?.Certificates.Contains(certificate) ?? false;
}
