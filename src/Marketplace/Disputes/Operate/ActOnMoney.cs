using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Operate;

/// <summary>An operator's act as it was typed.</summary>
/// <param name="Amount">Of goodwill: gross, minor units.</param>
/// <param name="Consent">Of goodwill: how and when the provider consented.</param>
internal sealed record MoneyActInput(MoneyActKind Kind, OrderId Order, int Milestone, string? Reasons, string? Call = null, long Amount = 0, string? Consent = null);

/// <summary>
/// An operator acts on money that does not go on by itself, and says why. Above the limit it is done when another operator confirms it. Every act is
/// kept and told in the log, in the commit that carries it out.
/// </summary>
internal sealed class ActOnMoney(IStore store, IOrders orders, IPayments payments, IMoneyActs acts, CarryOutMoneyAct carry, MilestoneRules rules, MarketClock clock)
{
    public async Task<Outcome<MoneyAct>> Run(Actor actor, MoneyActInput input, Command? command = null, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await orders.Find(input.Order, cancel) is not { } order || order.Value.Milestone(input.Milestone) is not { } milestone) return Refusal.NotFound();
        if (await payments.Payment(OrderPayments.Reference(input.Order, input.Milestone), cancel) is not { Value: var payment }) return Refusal.NotFound();
        var fields = new FieldCheck();
        var reasons = fields.Required(input.Reasons, "reasons", MoneyAct.LongestOf(input.Kind), multiline: true);
        var consent = input.Kind == MoneyActKind.Goodwill ? fields.Required(input.Consent, "consent", MoneyAct.LongestReasons, multiline: true) : null;
        if (input.Kind == MoneyActKind.Goodwill && input.Amount is <= 0 or > Shares.MostMinor) fields.Add("bad_amount", "amount", "请填写大于零的金额。", "Enter an amount above zero.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        if (!(await AmountOf(input, payment, cancel)).Is(out var amount, out var refusal)) return refusal;

        var now = clock.Now;
        var act = new MoneyAct
        {
            Id = MoneyActId.New(now), Kind = input.Kind, Order = input.Order, Milestone = milestone.Terms.Number, Amount = amount, Call = input.Kind is MoneyActKind.SettleCall or MoneyActKind.AnswerBank ? input.Call : null,
            Consent = consent, Reasons = reasons, By = actor.Id, At = now, SavedAt = now,
        };
        if (amount.Amount <= rules.TwoDecideAbove) return await carry.Run(act.Ended(MoneyActState.Done, null, now), 0, act.Kind == MoneyActKind.HandOver ? Dispute(act, order.Value) : null, command, cancel);
        return (await store.Commit(CarryOutMoneyAct.Written(act, 0, now) with { Command = command }, cancel)).Is(out _, out refusal) ? act : refusal;
    }

    /// <summary>Another operator confirms what the first proposed, which does it.</summary>
    public async Task<Outcome<MoneyAct>> Confirm(Actor actor, MoneyActId id, long readAt, Command? command = null, CancellationToken cancel = default)
    {
        if (!(await Proposed(actor, id, readAt, cancel)).Is(out var act, out var refusal)) return refusal;
        return act.By == actor.Id ? Refusal.Because(RefusalKind.Forbidden, "same_person", "须由另一位运营员确认。", "Another operator must confirm it.")
            : await carry.Run(act.Ended(MoneyActState.Done, actor.Id, clock.Now), readAt, null, command, cancel);
    }

    /// <summary>Either operator takes back what was proposed.</summary>
    public async Task<Outcome<MoneyAct>> Withdraw(Actor actor, MoneyActId id, long readAt, CancellationToken cancel = default)
    {
        if (!(await Proposed(actor, id, readAt, cancel)).Is(out var act, out var refusal)) return refusal;
        var withdrawn = act.Ended(MoneyActState.Withdrawn, actor.Id, clock.Now);
        return (await store.Commit(CarryOutMoneyAct.Written(withdrawn, readAt, clock.Now), cancel)).Is(out _, out refusal) ? withdrawn : refusal;
    }

    private static Dispute Dispute(MoneyAct act, Order order) => new Dispute
    {
        Id = DisputeId.New(act.At), Order = order.Id, Milestone = act.Milestone, Buyer = order.Buyer, Provider = order.Provider, Title = order.Title, By = Side.Site, StartedBy = act.By,
        Reason = DisputeReason.HandedOver, StartedAt = act.At, SavedAt = act.At,
    }.Argued(Side.Site, act.By, act.Reasons, act.At);

    private async Task<Outcome<MoneyAct>> Proposed(Actor actor, MoneyActId id, long readAt, CancellationToken cancel)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await acts.Find(id, cancel) is not { } found) return Refusal.NotFound();
        return found.Version != readAt ? CommitRefusals.Stale(found.Version)
            : found.Value.State != MoneyActState.Proposed ? Refusal.Because(RefusalKind.Conflict, "not_in_this_state", "该操作已处理。", "It was done or withdrawn already.") : found.Value;
    }

    /// <summary>How much the act is about, as it stands now.</summary>
    private async Task<Outcome<Money>> AmountOf(MoneyActInput input, Payment payment, CancellationToken cancel) => input.Kind switch
    {
        MoneyActKind.SettleCall => await payments.Call(input.Call ?? "", cancel) is { Value: var call } && call.Reference == payment.Reference ? call.Amount : Refusal.NotFound(),
        MoneyActKind.Goodwill => new Money(input.Amount, payment.Currency),
        MoneyActKind.PayByHand or MoneyActKind.Conclude => new Money(payment.Owed, payment.Currency),
        _ => new Money(0, payment.Currency),
    };
}
