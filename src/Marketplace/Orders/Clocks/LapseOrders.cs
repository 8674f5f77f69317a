using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Clocks;

/// <summary>Writes down what the clock has ended: orders that nobody confirmed in time, changes that nobody answered, and offers past their day. Done again, it changes nothing.</summary>
internal sealed class LapseOrders(IOrders orders, IOffers offers, OrderWriter writer, MarketClock clock)
{
    public async Task Run(OrderId id, CancellationToken cancel)
    {
        if (await orders.Find(id, cancel) is not { } found) return;
        var awaited = found.Value.Confirmation.Assent;
        if (!found.Value.Lapse(clock.Now).Is(out var lapsed, out _)) return;
        Settled(await writer.Commit(lapsed, found.Version, [new OrderLapsed(id, lapsed.Buyer, lapsed.Provider, awaited)], null, [], cancel));
    }

    /// <summary>Of an order in force: the change that nobody answered in time.</summary>
    public async Task Change(OrderId id, CancellationToken cancel)
    {
        if (await orders.Find(id, cancel) is not { } found || !found.Value.LapseChange(clock.Now).Is(out var lapsed, out _)) return;
        var change = lapsed.Changes[^1];
        Settled(await writer.Commit(
            lapsed, found.Version, [new OrderChangeMoved(id, lapsed.Buyer, lapsed.Provider, change.Number, change.Proposed.Side, Side.Site, change.Hash, ChangeState.Lapsed)], null, [], cancel));
    }

    public async Task Run(OfferId id, CancellationToken cancel)
    {
        if (await offers.Find(id, cancel) is not { } found || !found.Value.Expire(clock.Now).Is(out var expired, out _)) return;
        Settled(await writer.Commit(expired, found.Version, new OfferExpired(id, expired.Buyer, expired.Provider), null, cancel));
    }

    /// <summary>Stale: somebody acted in the same moment, and what they did stands.</summary>
    private static void Settled<T>(Outcome<T> outcome)
    {
        if (!outcome.Is(out _, out var refusal) && refusal.Kind != RefusalKind.Stale) throw new InvalidOperationException(refusal.First.Message.En);
    }
}
