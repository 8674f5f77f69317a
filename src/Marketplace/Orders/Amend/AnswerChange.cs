using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Orders.Confirm;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Amend;

/// <summary>
/// What is done about a change that was proposed: the other side accepts or declines it, the buyer's second person approves or refuses it, whoever
/// proposed it takes it back. The yes that was the last to be awaited brings it into force, with the payments, in the same commit.
/// </summary>
internal sealed class AnswerChange(OrderSteps steps, OrderWriter writer, ChangeAnswers answers, MarketClock clock)
{
    public Task<Outcome<Written<ChangeSaved>>> Accept(Actor actor, OrderId id, int number, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Take(actor, id, number, readAt, command, [ChangeState.AwaitingBuyer, ChangeState.AwaitingProvider], (order, change) => ChangeAnswers.Refuses(actor, order, change, of: false), async (order, change) =>
        {
            var said = new ChangeSaid(Other(change), actor.Id, clock.Now);
            var frozen = await answers.Read(order, change, cancel);
            var accepted = change with { Accepted = said };
            // Tried at once, so that nobody approves what can no longer be carried out.
            if (!(await answers.Try(order, frozen, said.Side, actor.Id, null, cancel)).Is(out var changed, out var refusal)) return refusal;
            if (said.Side != Side.Buyer || !await answers.WantsApproval(order, frozen, cancel)) return InForce(changed, accepted, said, OrderStepKind.ChangeAgreed);
            var waiting = accepted with { State = ChangeState.AwaitingApproval, Until = answers.ApproveBy };
            return new ChangedOrder(order.With(waiting, OrderStepKind.ChangeAccepted, said), [], []);
        }, cancel);

    public Task<Outcome<Written<ChangeSaved>>> Decline(Actor actor, OrderId id, int number, long readAt, string? reason, ApiCommand? command = null, CancellationToken cancel = default) =>
        Take(actor, id, number, readAt, command, [ChangeState.AwaitingBuyer, ChangeState.AwaitingProvider], (order, change) => ChangeAnswers.Refuses(actor, order, change, of: false),
            (order, change) => End(order, change, ChangeState.Declined, OrderStepKind.ChangeDeclined, Other(change), actor, reason), cancel);

    public Task<Outcome<Written<ChangeSaved>>> Withdraw(Actor actor, OrderId id, int number, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Take(actor, id, number, readAt, command, [ChangeState.AwaitingApproval, ChangeState.AwaitingBuyer, ChangeState.AwaitingProvider], (order, change) => ChangeAnswers.Refuses(actor, order, change, of: true),
            (order, change) => Task.FromResult<Outcome<ChangedOrder>>(Ended(order, change, ChangeState.Withdrawn, OrderStepKind.ChangeWithdrawn, new ChangeSaid(change.Proposed.Side, actor.Id, clock.Now))), cancel);

    public Task<Outcome<Written<ChangeSaved>>> Approve(Actor actor, OrderId id, int number, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        Take(actor, id, number, readAt, command, [ChangeState.AwaitingApproval], (order, change) => ChangeAnswers.RefusesApproval(actor, order, change), async (order, change) =>
        {
            var said = new ChangeSaid(Side.Buyer, actor.Id, clock.Now);
            var (approved, frozen) = (change with { Approved = said }, await answers.Read(order, change, cancel));
            if (!(await answers.Try(order, frozen, Side.Buyer, actor.Id, null, cancel)).Is(out var changed, out var refusal)) return refusal;
            if (change.Accepted is not null) return InForce(changed, approved, said, OrderStepKind.ChangeApproved);
            var waiting = approved with { State = ChangeState.AwaitingProvider, Until = answers.ValidUntil(change.ValidDays) };
            return new ChangedOrder(order.With(waiting, OrderStepKind.ChangeApproved, said), [], []);
        }, cancel);

    public Task<Outcome<Written<ChangeSaved>>> Refuse(Actor actor, OrderId id, int number, long readAt, string? reason, ApiCommand? command = null, CancellationToken cancel = default) =>
        Take(actor, id, number, readAt, command, [ChangeState.AwaitingApproval], (order, change) => ChangeAnswers.RefusesApproval(actor, order, change),
            (order, change) => End(order, change, ChangeState.Refused, OrderStepKind.ChangeRefused, Side.Buyer, actor, reason), cancel);

    private static Side Other(OrderChange change) => change.Proposed.Side == Side.Buyer ? Side.Provider : Side.Buyer;

    private static ChangedOrder InForce(ChangedOrder changed, OrderChange change, ChangeSaid said, OrderStepKind step)
    {
        var agreed = changed.Order.With(change with { State = ChangeState.Agreed, Until = null }, step, said);
        return changed with { Order = step == OrderStepKind.ChangeAgreed ? agreed : agreed.Note(new OrderStep(said.At, OrderStepKind.ChangeAgreed, said.Side, said.Person, Change: change.Number)) };
    }

    private Task<Outcome<ChangedOrder>> End(Order order, OrderChange change, ChangeState state, OrderStepKind step, Side side, Actor actor, string? reason) =>
        Task.FromResult<Outcome<ChangedOrder>>(Reason.Read(reason).Is(out var kept, out var refusal) ? Ended(order, change, state, step, new ChangeSaid(side, actor.Id, clock.Now, kept)) : refusal);

    private static ChangedOrder Ended(Order order, OrderChange change, ChangeState state, OrderStepKind step, ChangeSaid said) =>
        new(order.With(change with { State = state, Until = null, Ended = said }, step, said), [], []);

    /// <param name="refuses">Why the actor may not; null where they may.</param>
    private async Task<Outcome<Written<ChangeSaved>>> Take(
        Actor actor, OrderId id, int number, long readAt, ApiCommand? command, ChangeState[] awaited, Func<Order, OrderChange?, Refusal?> refuses,
        Func<Order, OrderChange, Task<Outcome<ChangedOrder>>> step, CancellationToken cancel)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var order = found.Value;
        if (refuses(order, order.Changes.FirstOrDefault(it => it.Number == number)) is { } no) return no;
        if (await writer.Before<ChangeSaved>(command, cancel) is { } before) return before;
        if (!order.Awaiting(number, clock.Now, awaited).Is(out var change, out refusal)) return refusal;
        if (!(await step(order, change)).Is(out var taken, out refusal))
            // Order and payment are read one after the other: where somebody moved both in between, the order is another by now.
            return found.Version == readAt ? refusal : CommitRefusals.Stale(found.Version);
        if (found.Version != readAt) return CommitRefusals.Stale(found.Version);
        var after = taken.Order.Changes[number - 1];
        var happened = new OrderChangeMoved(id, order.Buyer, order.Provider, number, after.Proposed.Side, taken.Order.Steps[^1].Side, after.Hash, after.State);
        return await writer.Commit(new ChangeSaved(id, number, after.State, readAt + 1), taken.Order, readAt, [happened, .. taken.Events], command, taken.Along, cancel);
    }
}
