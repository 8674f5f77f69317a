using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Withdraw;

/// <summary>Takes a published listing off the market; its page stays, with a dated notice.</summary>
internal sealed class WithdrawListing(OwnListings own, ListingWriter writer, MarketClock clock)
{
    public async Task<Outcome<ListingWritten>> Run(
        Actor actor, ListingId id, long readAt, ApiCommand? command = null, CancellationToken cancel = default)
    {
        var opened = await own.Open(actor, id, readAt, cancel);
        if (!opened.Is(out var it, out var refusal)) return refusal;
        if (!it.Document.Value.Withdraw(clock.Now).Is(out var withdrawn, out refusal)) return refusal;
        return await writer.Commit(withdrawn, readAt, new ListingWithdrawn(id, withdrawn.Provider), command, cancel);
    }
}
