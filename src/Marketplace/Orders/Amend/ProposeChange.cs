using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Amend;

/// <summary>What a write on a change order answers.</summary>
/// <param name="Version">The order's.</param>
public sealed record ChangeSaved(OrderId Id, int Change, ChangeState State, long Version);

/// <summary>Either side proposes a change of an order in force. Above the limit of the buyer's organisation its own proposal waits for its approver first.</summary>
internal sealed class ProposeChange(OrderSteps steps, OrderWriter writer, ChangeAnswers answers, TransferRules transfers, MarketClock clock)
{
    public async Task<Outcome<Written<ChangeSaved>>> Run(Actor actor, OrderId id, long readAt, ChangeInput input, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var order = found.Value;
        if (Parties.SideOf(actor, order.Buyer, order.Provider) is not { } side)
            return Parties.IsOfBuyer(actor, order.Buyer) ? Refusal.Forbidden() : Parties.RefusesProvider(actor, order.Provider) ?? Refusal.Forbidden();
        if (await writer.Before<ChangeSaved>(command, cancel) is { } before) return before;
        // What nobody answered in time has lapsed, whether or not the clock wrote that down yet.
        if (order.LapseChange(clock.Now).Is(out var lapsed, out _)) order = lapsed;
        if (order.RefusesChange(clock.Now) is { } not) return not;
        if (!input.Read(order, side, clock, transfers.MostAtOnce).Is(out var change, out refusal)) return refusal;
        // Tried on the order as it is: what cannot be carried out is not proposed.
        if (!(await answers.Try(order, change, side, actor.Id, input.FieldOf, cancel)).Is(out _, out refusal)) return refusal;
        if (found.Version != readAt) return CommitRefusals.Stale(found.Version);

        var document = ChangeDocument.Of(change);
        var said = new ChangeSaid(side, actor.Id, clock.Now, change.Reason);
        var waits = side == Side.Buyer && await answers.WantsApproval(order, change, cancel);
        var state = waits ? ChangeState.AwaitingApproval : side == Side.Buyer ? ChangeState.AwaitingProvider : ChangeState.AwaitingBuyer;
        var proposed = new OrderChange(change.Number, document.Hash, state, waits ? answers.ApproveBy : answers.ValidUntil(input.ValidDays), input.ValidDays, said);
        var after = order.With(proposed, OrderStepKind.ChangeProposed, said);
        return await writer.Commit(
            new ChangeSaved(id, change.Number, state, readAt + 1), after, readAt, [new OrderChangeProposed(id, order.Buyer, order.Provider, change.Number, side, document.Hash, state)], command,
            [StoredAs<ChangeDocument>.Write(ChangeDocument.IdOf(id, change.Number), document, 0)], cancel);
    }
}
