using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

/// <summary>A dispute with the order and the milestone that it is about.</summary>
public sealed record DisputeAtHand(Document<Dispute> Document, Document<Order> Order, Milestone Milestone)
{
    public Dispute Dispute => Document.Value;
}

/// <summary>What a write on a dispute answers.</summary>
public sealed record DisputeSaved(DisputeId Id, long Version, DisputeState State)
{
    /// <summary>After a write on the version that was read.</summary>
    public static DisputeSaved After(Dispute dispute, long readAt) => new(dispute.Id, readAt + 1, dispute.State);
}

/// <summary>
/// Opens disputes for those who may know of them, and says for which side somebody acts. To everybody else there is none; of a draft only its own
/// side knows.
/// </summary>
internal sealed class DisputeSteps(IDisputes disputes, OrderSteps orders, OrderWriter writer, IStore store, MarketClock clock)
{
    public async Task<Outcome<DisputeAtHand>> Open(Actor actor, DisputeId id, CancellationToken cancel)
    {
        if (await disputes.Find(id, cancel) is not { } found) return Refusal.NotFound();
        if (!(await orders.Open(actor, found.Value.Order, cancel)).Is(out var order, out var refusal)) return refusal;
        if (found.Value.IsPrivate && Parties.SideOf(actor, found.Value.Buyer, found.Value.Provider) != found.Value.By) return Refusal.NotFound();
        return order.Value.Milestone(found.Value.Milestone) is { } milestone ? new DisputeAtHand(found, order, milestone) : Refusal.NotFound();
    }

    /// <summary>The side of the order for which the actor acts, or why they act for none.</summary>
    public static Outcome<Side> SideOf(Actor actor, Order order) => Parties.SideOf(actor, order.Buyer, order.Provider) is { } side ? side
        : Parties.IsOfBuyer(actor, order.Buyer) ? Refusal.Forbidden() : Parties.RefusesProvider(actor, order.Provider) ?? Refusal.Forbidden();

    /// <summary>
    /// The side for which the actor may speak in the dispute, if any. In an open one a provider speaks for itself also while the operator has
    /// suspended it: it would be judged unheard otherwise.
    /// </summary>
    public static Side? Speaks(Actor actor, Dispute it) =>
        it.State == DisputeState.Open ? Parties.Carries(actor, it.Buyer, it.Provider) : Parties.SideOf(actor, it.Buyer, it.Provider);

    /// <summary>The side for which the actor speaks in the dispute, or why they speak for none.</summary>
    public static Outcome<Side> SideOf(Actor actor, DisputeAtHand at) => Speaks(actor, at.Dispute) is { } side ? side : SideOf(actor, at.Order.Value);

    /// <summary>Opens the dispute for a side that acts on it; what was seen must still stand.</summary>
    /// <param name="state">In which it can be acted on.</param>
    public async Task<Outcome<(DisputeAtHand At, Side Side)>> Act(Actor actor, DisputeId id, long readAt, DisputeState state, CancellationToken cancel)
    {
        if (!(await Open(actor, id, cancel)).Is(out var at, out var refusal)) return refusal;
        if (!SideOf(actor, at).Is(out var side, out refusal)) return refusal;
        return at.Document.Version != readAt ? CommitRefusals.Stale(at.Document.Version) : at.Dispute.State != state ? NotInThisState(at.Dispute.State) : (at, side);
    }

    public Task<Outcome<Written<DisputeSaved>>?> Before(ApiCommand? command, CancellationToken cancel) => writer.Before<DisputeSaved>(command, cancel);

    /// <summary>Writes a step that moves no milestone.</summary>
    public async Task<Outcome<Written<DisputeSaved>>> Commit(Dispute dispute, long readAt, DisputeEvent? happened, ApiCommand? command, CancellationToken cancel)
    {
        var saved = DisputeSaved.After(dispute, readAt);
        var changes = new Changes([StoredAs<Dispute>.Write(dispute.Id.Value, dispute, readAt)], happened is null ? [] : [happened], clock.Now, command?.Answering(saved, version: saved.Version));
        return (await store.Commit(changes, cancel)).Is(out var done, out var refusal) ? Done(saved, done.Repeated) : refusal;
    }

    /// <summary>The answer to a step that moved the milestone as well: of a request that was sent twice, that of the first.</summary>
    public async Task<Outcome<Written<DisputeSaved>>> Moved(Outcome<Milestone> moved, DisputeSaved saved, ApiCommand? command, CancellationToken cancel)
    {
        // Of an order that is not in force there is no money yet, which is another matter than there being no such order.
        if (!moved.Is(out _, out var refusal)) return refusal.Kind == RefusalKind.NotFound ? Refusal.Because(RefusalKind.Conflict, "order_not_active", "订单尚未生效。", "The order is not in force.") : refusal;
        return await Before(command, cancel) is { } kept && kept.Is(out var first, out _) && first.Stands != saved ? first : Done(saved, null);
    }

    private static Written<DisputeSaved> Done(DisputeSaved saved, string? repeated)
    {
        if (repeated is null) DisputesTelemetry.Steps.Add(1, new KeyValuePair<string, object?>("state", saved.State.ToString()));
        return new Written<DisputeSaved>(saved, saved.Version, repeated);
    }

    private static Refusal NotInThisState(DisputeState state) =>
        Refusal.Because(RefusalKind.Conflict, "not_in_this_state", "该争议目前的状态不允许此操作。", $"The dispute is {state}; this cannot be done with it now.");
}
