using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>A listing that the actor may edit, as it stood when it was read.</summary>
internal sealed record OwnListing(Document<Listing> Document, Provider Provider);

/// <summary>Opens listings for those who may edit them. A foreign draft is as absent as one that never was.</summary>
internal sealed class OwnListings(IListings listings, IProviders providers)
{
    public async Task<Outcome<OwnListing>> Open(Actor actor, ListingId id, CancellationToken cancel)
    {
        if (await listings.Find(id, cancel) is not { } document) return Refusal.NotFound();
        var provider = await providers.Find(document.Value.Provider, cancel)
            ?? throw new InvalidOperationException($"{id} names provider {document.Value.Provider}, which does not exist.");
        var owner = provider.Value;
        if (actor.SpeaksFor.Contains(owner.Id) && !actor.MayEdit(owner.Id)) return actor.NotEditing(owner.Id);
        if (!actor.MayEdit(owner.Id))
            return document.Value.Published is null || (owner.Suspension is not null && !actor.MaySee(owner.Id)) ? Refusal.NotFound() : Refusal.Forbidden();
        return new OwnListing(document, provider.Value);
    }

    /// <summary>Likewise, and refused where it was saved since the actor read it.</summary>
    public async Task<Outcome<OwnListing>> Open(Actor actor, ListingId id, long readAt, CancellationToken cancel)
    {
        var opened = await Open(actor, id, cancel);
        return opened.Is(out var own, out _) && own.Document.Version != readAt
            ? Refusal.Because(RefusalKind.Stale, "stale",
                $"此服务已有较新的版本（第 {own.Document.Version} 版）。", $"The listing has a newer version (version {own.Document.Version}).")
                with { Current = own.Document.Version }
            : opened;
    }
}
