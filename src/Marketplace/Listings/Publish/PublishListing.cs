using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Listings.Draft;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Publish;

/// <summary>Puts a draft before the public, where it conforms to its specification today.</summary>
internal sealed class PublishListing(OwnListings own, ContentRules rules, ListingWriter writer, MarketClock clock)
{
    public async Task<Outcome<ListingWritten>> Run(
        Actor actor, ListingId id, long readAt, ApiCommand? command = null, CancellationToken cancel = default)
    {
        var opened = await own.Open(actor, id, readAt, cancel);
        if (!opened.Is(out var it, out var refusal)) return refusal;

        var listing = it.Document.Value;
        var published = listing.Publish(await writer.Judge(listing.Editable, cancel), clock.Now);
        if (!published.Is(out var live, out refusal)) return refusal;
        if (rules.Check(live.Editable) is { Count: > 0 } problems) return new Refusal(RefusalKind.Unprocessable, problems);
        return await writer.Commit(live, readAt, new ListingPublished(id, listing.Provider), command, cancel);
    }
}
