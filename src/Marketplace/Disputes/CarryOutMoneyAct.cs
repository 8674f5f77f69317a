using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

/// <summary>Carries an operator's act out, in one commit with the act itself. Whoever calls it has made sure that the operators may.</summary>
internal sealed class CarryOutMoneyAct(IStore store, IMilestoneHome home, MoveMilestone move, MoveDispute disputes, OpenMoney money, SettleStuckCall settle, MarketClock clock)
{
    private const int Attempts = 5;

    /// <param name="done">As it is kept once it is done.</param>
    /// <param name="readAt">The version of what was proposed; 0 where it is done at once.</param>
    /// <param name="dispute">Of handing over: what the arbiter is to decide.</param>
    public async Task<Outcome<MoneyAct>> Run(MoneyAct done, long readAt, Dispute? dispute, Command? command, CancellationToken cancel)
    {
        var along = Written(done, readAt, clock.Now);
        return done.Kind switch
        {
            MoneyActKind.SettleCall => await Settle(done, along with { Command = command }, cancel),
            MoneyActKind.PayByHand => await OnMoney(done, along with { Command = command }, work => work.Payment.Owed == done.Amount.Amount ? work.Do(new MoneyMove.PaidByHand()) : Changed(), cancel),
            MoneyActKind.AnswerBank => await AnswerBank(done, along with { Command = command }, cancel),
            MoneyActKind.HandOver => After(done, await disputes.HandOver(dispute ?? throw new ArgumentNullException(nameof(dispute)), done.By, command, along, cancel)),
            MoneyActKind.Goodwill => After(done, await move.Run(done.Reference, Party.Officer, done.By, now => MilestoneTable.Goodwill(now, done.Amount.Amount), command, null, _ => along, cancel)),
            _ => After(done, await move.Run(done.Reference, Party.Officer, done.By, now => now.Money.Owed == done.Amount.Amount ? MilestoneTable.Conclude(now) : Changed(), command, null, _ => along, cancel)),
        };
    }

    public static Changes Written(MoneyAct act, long readAt, DateTimeOffset now) =>
        new([StoredAs<MoneyAct>.Write(act.Id.Value, act, readAt)], [new MoneyActed(act.Id, act.Kind, act.Order, act.Milestone, act.Amount, act.State)], now);

    /// <summary>The act is kept first: the provider is asked outside any commit, and what it answers is recorded as with every other call.</summary>
    private async Task<Outcome<MoneyAct>> Settle(MoneyAct done, Changes kept, CancellationToken cancel)
    {
        if (!(await settle.IsStuck(done.Call!, cancel)).Is(out _, out var refusal)) return refusal;
        if (!(await store.Commit(kept, cancel)).Is(out var committed, out refusal)) return refusal;
        if (committed.Repeated is null) await settle.Go(done.Call!, cancel);
        return done;
    }

    /// <summary>In the operator's words; what was paid for and when it was delivered is as the order has it.</summary>
    private async Task<Outcome<MoneyAct>> AnswerBank(MoneyAct done, Changes kept, CancellationToken cancel) => await home.Find(done.Reference, cancel) is { } found
        ? await OnMoney(done, kept, work => work.Do(new MoneyMove.Answer(done.Call ?? "", found.Evidence(work.Payment) with { Text = done.Reasons }, clock.Now)), cancel)
        : Refusal.NotFound();

    /// <summary>Acts that move no milestone.</summary>
    private async Task<Outcome<MoneyAct>> OnMoney(MoneyAct done, Changes kept, Func<MoneyWork, Refusal?> change, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await money.Of(done.Reference, cancel) is not { } work) return Refusal.NotFound();
            if (change(work) is { } no) return no;
            var plan = work.Plan();
            if ((await store.Commit(kept with { Writes = [.. plan.Writes, .. kept.Writes], Events = [.. plan.Events, .. kept.Events] }, cancel)).Is(out _, out var refusal)) return done;
            if (refusal.Kind != RefusalKind.Stale || attempt == Attempts) return refusal;
        }
    }

    private static Outcome<MoneyAct> After(MoneyAct done, Outcome<Milestone> moved) => moved.Is(out _, out var refusal) ? done
        : refusal.Kind == RefusalKind.NotFound ? Refusal.Because(RefusalKind.Conflict, "order_not_active", "订单尚未生效。", "The order is not in force.") : refusal;

    /// <summary>What two people agreed on was another amount.</summary>
    private static Refusal Changed() => Refusal.Because(RefusalKind.Conflict, "amount_changed", "金额已变化，请重新发起。", "The amount has changed since; propose it anew.");
}
