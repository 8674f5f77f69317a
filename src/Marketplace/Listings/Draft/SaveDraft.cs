using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Draft;

/// <summary>Saves changes to a listing's content as a new version of its draft; what is published stays as it is.</summary>
internal sealed class SaveDraft(OwnListings own, ContentRules rules, ListingWriter writer, MarketClock clock)
{
    public async Task<Outcome<ListingWritten>> Run(
        Actor actor, ListingId id, long readAt, ContentChange change, ApiCommand? command = null, CancellationToken cancel = default)
    {
        var opened = await own.Open(actor, id, readAt, cancel);
        if (!opened.Is(out var it, out var refusal)) return refusal;

        var listing = it.Document.Value;
        var applied = await rules.Apply(actor, it.Provider, listing.Editable, change, cancel);
        if (!applied.Is(out var content, out refusal)) return refusal;
        if (!listing.Save(content, clock.Now).Is(out var saved, out refusal)) return refusal;
        return await writer.Commit(saved, readAt, new ListingDrafted(id, listing.Provider), command, cancel);
    }
}
