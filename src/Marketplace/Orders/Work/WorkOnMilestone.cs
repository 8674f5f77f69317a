using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Orders.Transfers;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Work;

/// <summary>What a move of a milestone answers.</summary>
/// <param name="Version">The order's.</param>
public sealed record MilestoneSaved(OrderId Id, int Milestone, long Version);

/// <summary>
/// What the two parties do about a milestone: the buyer pays, asks for changes, accepts, asks late money back; the provider delivers, or gives up;
/// either cancels before money moved. Whether it can be done now the table of milestones says.
/// </summary>
internal sealed class WorkOnMilestone(OrderSteps steps, MoveMilestone move, PayWays ways, PayeeReady ready)
{
    public Task<Outcome<Written<MilestoneSaved>>> Fund(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, Side.Buyer, MilestoneTable.Fund, command, cancel, order => ready.Refuses(order.Provider.Value, cancel));

    /// <summary>By bank transfer: its pro-forma invoice says where to and with which reference.</summary>
    public async Task<Outcome<Written<MilestoneSaved>>> FundByTransfer(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        if (Parties.RefusesBuyer(actor, found.Value.Buyer) is { } no) return no;
        return (await ways.Transfer(found.Value.Provider, OrderPayments.Reference(id, milestone), cancel)).Is(out var transfer, out refusal)
            ? await Move(actor, id, milestone, readAt, Side.Buyer, now => MilestoneTable.FundByTransfer(now, transfer), command, cancel) : refusal;
    }

    /// <summary>The buyer has told its bank to pay.</summary>
    public Task<Outcome<Written<MilestoneSaved>>> ReportPaid(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, Side.Buyer, MilestoneTable.ReportPaid, command, cancel);

    /// <summary>The provider has all of a direct transfer.</summary>
    public Task<Outcome<Written<MilestoneSaved>>> Received(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, Side.Provider, MilestoneTable.Received, command, cancel);

    /// <summary>The provider has looked, and it did not arrive.</summary>
    public Task<Outcome<Written<MilestoneSaved>>> NotArrived(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, Side.Provider, MilestoneTable.NotArrived, command, cancel);

    /// <summary>The buyer has back what the provider owed it.</summary>
    public Task<Outcome<Written<MilestoneSaved>>> RefundArrived(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, Side.Buyer, MilestoneTable.RefundArrived, command, cancel);

    public Task<Outcome<Written<MilestoneSaved>>> AskChanges(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, Side.Buyer, MilestoneTable.AskChanges, command, cancel);

    public Task<Outcome<Written<MilestoneSaved>>> Accept(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, Side.Buyer, now => MilestoneTable.Accept(now), command, cancel);

    /// <summary>Hands over the files that are there.</summary>
    public Task<Outcome<Written<MilestoneSaved>>> Deliver(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, Side.Provider, MilestoneTable.Deliver, command, cancel, order => Task.FromResult(order.IsHandedOver(milestone) ? null
            : Refusal.Because(RefusalKind.Conflict, "nothing_delivered", "请先提交至少一个文件。", "Hand over at least one file first.", HandOver.Field)));

    /// <summary>Before money moved, by either side.</summary>
    public Task<Outcome<Written<MilestoneSaved>>> Cancel(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, null, MilestoneTable.Cancel, command, cancel);

    /// <summary>The money goes back: the provider gives up, or the buyer asks for it two weeks after the due day.</summary>
    public Task<Outcome<Written<MilestoneSaved>>> Refund(Actor actor, OrderId id, int milestone, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Move(actor, id, milestone, readAt, null, MilestoneTable.GiveBack, command, cancel);

    /// <param name="side">Who may; null for either.</param>
    /// <param name="unless">Why it cannot be done though the table would allow it.</param>
    private async Task<Outcome<Written<MilestoneSaved>>> Move(
        Actor actor, OrderId id, int milestone, long readAt, Side? side, Func<MilestoneNow, Outcome<MilestoneStep>> row, ApiCommand? command, CancellationToken cancel,
        Func<Order, Task<Refusal?>>? unless = null)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        if (found.Value.Milestone(milestone) is null) return Refusal.NotFound();
        var of = Parties.Carries(actor, found.Value.Buyer, found.Value.Provider);
        if (of is not { } acting || (side is { } wanted && wanted != acting))
            return side != Side.Buyer && !Parties.IsOfBuyer(actor, found.Value.Buyer) ? Parties.RefusesCarrier(actor, found.Value.Provider) ?? Refusal.Forbidden() : Refusal.Forbidden();
        var saved = new MilestoneSaved(id, milestone, readAt + 1);
        var kept = command?.Answering(saved, version: saved.Version);
        if (found.Version == readAt && unless is not null && await unless(found.Value) is { } no) return no;
        var moved = await move.Run(OrderPayments.Reference(id, milestone), acting == Side.Buyer ? Party.Buyer : Party.Provider, actor.Id, row, kept, readAt, cancel: cancel);
        return moved.Is(out _, out refusal) ? new Written<MilestoneSaved>(saved, saved.Version, null) : NotInForce(refusal, found.Value);
    }

    /// <summary>Of an order that is not in force there is no money to move yet, which is another matter than there being no such order.</summary>
    private static Refusal NotInForce(Refusal refusal, Order order) => refusal.Kind == RefusalKind.NotFound && order.Confirmation.Assent != Assent.Confirmed
        ? Refusal.Because(RefusalKind.Conflict, "order_not_active", "订单尚未生效。", "The order is not in force.") : refusal;
}
