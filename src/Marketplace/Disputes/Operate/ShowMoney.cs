using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Operate;

/// <summary>A milestone that wants an operator's eye, with its money.</summary>
/// <param name="Since">Since when it has been in review, where it is.</param>
public sealed record MoneyTask(Order Order, Milestone Milestone, Payment Payment, DateTimeOffset? Since);

/// <summary>All that wants an operator's eye.</summary>
/// <param name="Reviews">Milestones in which a person must act; each has an exit on its own page.</param>
/// <param name="Wanting">Payments that want a person, for another reason than that.</param>
/// <param name="Holds">Where the payment can be held for two more weeks at most.</param>
/// <param name="Overdue">Disputes that nobody decided in time.</param>
/// <param name="More">That there is more than is shown.</param>
internal sealed record MoneyOverview(
    IReadOnlyList<Document<MoneyAct>> Acts, IReadOnlyList<MoneyTask> Reviews, IReadOnlyList<MoneyTask> Wanting, IReadOnlyList<MoneyTask> Holds, IReadOnlyList<Dispute> Overdue, bool More);

/// <summary>The money of one milestone, for an operator.</summary>
/// <param name="Stuck">Calls of which nobody knows what became.</param>
/// <param name="Dispute">The one that waits for a decision.</param>
/// <param name="ToAnswer">A chargeback of which the bank takes evidence, with what it is told where nobody writes something better.</param>
internal sealed record MilestoneMoneyView(Order Order, Milestone Milestone, Payment Payment, IReadOnlyList<ProviderCall> Stuck, Dispute? Dispute, (string Id, string Text)? ToAnswer)
{
    private MilestoneState State => Milestone.State;

    public Money Of(long minor) => new(minor, Payment.Currency);

    public long ToDecide => Payment.Held + (Payment.Part?.Gross ?? 0);

    public bool MayHandOver => State == MilestoneState.Review && Dispute is null && ToDecide > 0;

    public bool MayConclude => State == MilestoneState.Review && Payment is { Held: 0, IsSettled: true };

    public bool MayPayByHand => Payment.Owed > 0 && !MayConclude;

    public bool MayGiveGoodwill => State == MilestoneState.Released && Payment is { Part: null, Reversing: 0, Transferred: > 0 };
}

/// <summary>Shows operators and auditors what of the money does not go on by itself, and until when it must.</summary>
internal sealed class ShowMoney(IOrders orders, IPayments payments, IDisputes disputes, IMoneyActs acts, MarketClock clock)
{
    public const int Most = 50;
    private static readonly TimeSpan soon = TimeSpan.FromDays(14);

    public async Task<Outcome<MoneyOverview>> Run(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.LooksOver) return Refusal.Forbidden();
        var (reviewed, held, wanting) = (await orders.InReview(null, Most, cancel), await orders.HeldUntil(clock.Now + soon, Most, cancel), await payments.Wanting(null, Most, cancel));
        var reviews = await Tasks(reviewed, it => it.State == MilestoneState.Review, cancel);
        var others = new List<MoneyTask>();
        foreach (var payment in wanting.Where(it => reviews.All(task => task.Payment.Reference != it.Reference)))
            if (OrderPayments.Read(payment.Reference) is var (id, number) && await orders.Find(id, cancel) is { } order && order.Value.Milestone(number) is { } milestone) others.Add(new MoneyTask(order.Value, milestone, payment, null));
        var due = (await disputes.Queue(null, Most, cancel)).Select(it => it.Value).TakeWhile(it => it.State == DisputeState.Open && it.DecideBy <= clock.Now).ToList();
        return new MoneyOverview(
            await acts.List(null, Most, cancel), reviews, others, await Tasks(held, it => Order.HoldsUntil(it) <= clock.Now + soon, cancel), due, reviewed.Count == Most || held.Count == Most || wanting.Count == Most);
    }

    public async Task<Outcome<MilestoneMoneyView>> One(Actor actor, OrderId id, int milestone, CancellationToken cancel = default)
    {
        if (!actor.LooksOver) return Refusal.Forbidden();
        if (await orders.Find(id, cancel) is not { Value: var order } || order.Milestone(milestone) is not { } it) return Refusal.NotFound();
        if (await payments.Payment(OrderPayments.Reference(id, milestone), cancel) is not { Value: var payment }) return Refusal.NotFound();
        var stuck = (await payments.Calls(payment.Open, cancel)).Select(call => call.Value).Where(call => call.Status == CallStatus.Stuck).ToList();
        var open = (await disputes.OfOrder(id, cancel)).Select(found => found.Value).FirstOrDefault(found => found.Milestone == milestone && found.State == DisputeState.Open);
        var asked = payment.Chargebacks.FirstOrDefault(chargeback => chargeback.TakesAnswer(clock.Now));
        return new MilestoneMoneyView(order, it, payment, stuck, open, asked is null ? null : (asked.Id, (asked.Evidence ?? ChargebackFacts.Of(order, it, payment, clock)).Text));
    }

    private async Task<IReadOnlyList<MoneyTask>> Tasks(IReadOnlyList<Document<Order>> found, Func<Milestone, bool> which, CancellationToken cancel)
    {
        var tasks = new List<MoneyTask>();
        foreach (var order in found.Select(it => it.Value))
            foreach (var milestone in order.Milestones.Where(which))
                if (await payments.Payment(OrderPayments.Reference(order.Id, milestone.Terms.Number), cancel) is { Value: var payment })
                    tasks.Add(new MoneyTask(order, milestone, payment, order.Steps.LastOrDefault(it => it.Kind == OrderStepKind.Attention && it.Milestone == milestone.Terms.Number)?.At));
        return tasks;
    }
}
