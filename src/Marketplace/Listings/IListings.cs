using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>
/// One saved state of a listing: its version and when it was saved. Where <see cref="PublishedAt"/> equals <see cref="SavedAt"/>
/// this save is the one that put its content before the public; other saves are drafts, or a withdrawal.
/// </summary>
public sealed record ListingVersion(long Version, DateTimeOffset SavedAt, ListingStatus Status, DateTimeOffset? PublishedAt = null, DateTimeOffset? WithdrawnAt = null)
{
    /// <summary>The public may know of publications and of the withdrawal, never of drafts.</summary>
    public bool IsPublic => SavedAt == PublishedAt || SavedAt == WithdrawnAt;
}

/// <summary>What storage must answer about listings.</summary>
public interface IListings
{
    Task<Document<Listing>?> Find(ListingId id, CancellationToken cancel = default);

    Task<IReadOnlyList<Document<Listing>>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default);

    /// <summary>All of a provider's, newest save first: drafts included where the scope covers the provider, else what was ever published and nothing beside it.</summary>
    Task<IReadOnlyList<Document<Listing>>> OfProvider(ProviderId provider, TenantScope scope, CancellationToken cancel = default);

    /// <summary>Ids of the listings whose published content or draft names the certificate.</summary>
    Task<IReadOnlyList<ListingId>> RestingOn(CertificateId certificate, CancellationToken cancel = default);

    /// <summary>The state saved as this version.</summary>
    Task<Document<Listing>?> Version(ListingId id, long version, CancellationToken cancel = default);

    /// <summary>The state last saved before the instant.</summary>
    Task<Document<Listing>?> AsOf(ListingId id, DateTimeOffset before, CancellationToken cancel = default);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<ListingVersion>> Versions(ListingId id, CancellationToken cancel = default);

    /// <summary>Published listings by id, after the given one; for rebuilding what is derived.</summary>
    Task<IReadOnlyList<Document<Listing>>> PublishedPage(ListingId? after, int most, CancellationToken cancel = default);

    Task<long> CountPublished(CancellationToken cancel = default);
}
