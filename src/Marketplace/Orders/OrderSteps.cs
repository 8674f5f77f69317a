using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>
/// Opens orders and requests for offers for those who may know of them, and takes one step on them. A foreign one is as absent as one that never
/// was; to a party that may not take the step it says so.
/// </summary>
internal sealed class OrderSteps(IOrders orders, IOffers offers, OrderWriter writer)
{
    public async Task<Outcome<Document<Order>>> Open(Actor actor, OrderId id, CancellationToken cancel) =>
        await orders.Find(id, cancel) is { } found && (Parties.MaySee(actor, found.Value.Buyer, found.Value.Provider) || Arbitrates(actor, found.Value)) ? found : Refusal.NotFound();

    public async Task<Outcome<Document<Offer>>> Open(Actor actor, OfferId id, CancellationToken cancel) =>
        await offers.Find(id, cancel) is { } found && Parties.MaySee(actor, found.Value.Buyer, found.Value.Provider) ? found : Refusal.NotFound();

    /// <param name="readAt">The version that the actor saw; where another stands the step is refused as stale.</param>
    /// <param name="step">The order after the step, or why it cannot be taken, by this actor or at all.</param>
    public async Task<Outcome<Written<OrderSaved>>> Take(
        Actor actor, OrderId id, long readAt, ApiCommand? command, Func<Order, Outcome<Order>> step, Func<Order, MarketEvent> happened, CancellationToken cancel)
    {
        if (!(await Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        if (await writer.Before<OrderSaved>(command, cancel) is { } before) return before;
        if (!step(found.Value).Is(out var taken, out refusal)) return refusal;
        return found.Version == readAt ? await writer.Commit(taken, readAt, [happened(taken)], command, OrderPayments.Opened(found.Value, taken), cancel) : CommitRefusals.Stale(found.Version);
    }

    /// <summary>The same on a request for an offer.</summary>
    public async Task<Outcome<Written<OfferSaved>>> Take(
        Actor actor, OfferId id, long readAt, ApiCommand? command, Func<Offer, Outcome<Offer>> step, Func<Offer, MarketEvent> happened, CancellationToken cancel)
    {
        if (!(await Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        if (await writer.Before<OfferSaved>(command, cancel) is { } before) return before;
        if (!step(found.Value).Is(out var taken, out refusal)) return refusal;
        return found.Version == readAt ? await writer.Commit(taken, readAt, happened(taken), command, cancel) : CommitRefusals.Stale(found.Version);
    }

    /// <summary>Arbiters look at orders in which there is, or was, something for them to decide.</summary>
    private static bool Arbitrates(Actor actor, Order order) => actor.Has(PlatformRole.Arbiter) && order.Milestones.Any(it => it.Dispute is not null);
}
