using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Show;

/// <summary>What is to become of a milestone's money or work at an instant, if nobody does anything else before.</summary>
public enum PlannedKind { Due, AcceptsItself, PaysOut, HeldUntil }

public sealed record PlannedStep(DateTimeOffset At, PlannedKind Kind, int Milestone);

/// <summary>The money of an order: what became of it until now, and what is to become of it.</summary>
/// <param name="Payments">By the number of the milestone.</param>
/// <param name="Course">Of all of them together.</param>
public sealed record OrderMoney(IReadOnlyList<(int Milestone, Payment Payment)> Payments, IReadOnlyList<MoneyPoint> Course, IReadOnlyList<PlannedStep> Planned)
{
    /// <summary>The courses of several payments as one: at each instant at which one of them moved, where the money of all was.</summary>
    public static IReadOnlyList<MoneyPoint> Together(IReadOnlyCollection<IReadOnlyList<MoneyPoint>> courses) =>
    [
        .. courses.SelectMany(it => it).Select(it => it.At).Distinct().Order().Select(at => courses.Select(course => course.LastOrDefault(it => it.At <= at)).OfType<MoneyPoint>().Aggregate(new MoneyPoint(at), Add)),
    ];

    /// <summary>What waits for a day, the soonest first. What is not paid for here has only its due day.</summary>
    public static IReadOnlyList<PlannedStep> PlannedOf(Order order, DateTimeOffset now, MarketClock clock) =>
        [.. order.Milestones.SelectMany(it => StepsOf(it, clock)).Where(it => it.At > now).OrderBy(it => it.At).ThenBy(it => it.Milestone)];

    private static IEnumerable<PlannedStep> StepsOf(Milestone it, MarketClock clock)
    {
        var number = it.Terms.Number;
        if (it.State is MilestoneState.Planned or MilestoneState.FundingPending or MilestoneState.Funded) yield return new(clock.EndOf(it.Terms.Due).AddMilliseconds(-1), PlannedKind.Due, number);
        if (it is { State: MilestoneState.Delivered, ReviewEndsAt: { } review }) yield return new(review, PlannedKind.AcceptsItself, number);
        if (it is { State: MilestoneState.Accepted, PaysOutAt: { } pays } && it.PaidBy != PayBy.Direct) yield return new(pays, PlannedKind.PaysOut, number);
        if (Order.HoldsUntil(it) is { } limit) yield return new(limit, PlannedKind.HeldUntil, number);
    }

    private static MoneyPoint Add(MoneyPoint sum, MoneyPoint it) => checked(sum with
    {
        Held = sum.Held + it.Held, Payable = sum.Payable + it.Payable, PaidOut = sum.PaidOut + it.PaidOut, Fees = sum.Fees + it.Fees,
        GoingBack = sum.GoingBack + it.GoingBack, Refunded = sum.Refunded + it.Refunded, TakenBack = sum.TakenBack + it.TakenBack,
    });
}

/// <summary>Shows the money of an order to whoever was shown the order.</summary>
internal sealed class ShowMoney(ReadMoney read, MarketClock clock)
{
    /// <param name="view">As <see cref="ShowOrder"/> gave it: whoever has it may see the order.</param>
    /// <returns>Null before the order is in force: there is no money of it.</returns>
    public async Task<OrderMoney?> Run(OrderView view, CancellationToken cancel = default)
    {
        var order = view.Order;
        if (order.Confirmation.Assent != Assent.Confirmed) return null;
        var found = new List<(int Milestone, PaymentCourse Money)>();
        foreach (var it in order.Milestones)
            if (await read.Of(OrderPayments.Reference(order.Id, it.Terms.Number), cancel) is { } money) found.Add((it.Terms.Number, money));
        return new OrderMoney([.. found.Select(it => (it.Milestone, it.Money.Payment))], OrderMoney.Together([.. found.Select(it => it.Money.Course)]), OrderMoney.PlannedOf(order, clock.Now, clock));
    }
}
