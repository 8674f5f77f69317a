using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Months;

/// <summary>A month of a provider's money, in minor units.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Held">Kept for its buyers at the month's end; of the month that is not over, now.</param>
/// <param name="Payable">Accepted and not paid out at the month's end.</param>
/// <param name="Paid">Paid out to it within the month, less what was fetched back.</param>
public sealed record MoneyMonth(DateOnly First, long Held, long Payable, long Paid)
{
    /// <summary>The months that end with today's, the oldest first.</summary>
    public static IReadOnlyList<MoneyMonth> Of(IReadOnlyList<MoneyPoint> course, int months, MarketClock clock)
    {
        var newest = new DateOnly(clock.Today.Year, clock.Today.Month, 1);
        MoneyPoint Before(DateOnly first) => course.LastOrDefault(it => it.At < clock.EndOf(first.AddDays(-1))) ?? new MoneyPoint(default);
        return
        [
            .. Enumerable.Range(1 - months, months).Select(newest.AddMonths).Select(first => (First: first, Began: Before(first), Ended: Before(first.AddMonths(1))))
                .Select(it => new MoneyMonth(it.First, it.Ended.Held, it.Ended.Payable, checked(it.Ended.PaidOut - it.Began.PaidOut))),
        ];
    }
}

/// <summary>A provider's money by months, in each currency that it was paid in.</summary>
/// <param name="IsPart">There are older orders than were looked at.</param>
public sealed record MonthsView(Bilingual Provider, IReadOnlyList<(string Currency, IReadOnlyList<MoneyMonth> Months)> Currencies, bool IsPart);

/// <summary>
/// Shows a provider's people, operators and auditors what is held for its orders, what is payable and what was paid, month by month. What is held stands
/// with each payment, so the orders are looked through, the newest first and so many at most.
/// </summary>
internal sealed class ShowMonths(IOrders orders, IProviders providers, ReadMoney read, MarketClock clock)
{
    public const int Months = 6;
    public const int Most = 300;
    private const int Batch = 50;

    public async Task<Outcome<MonthsView>> Run(Actor actor, ProviderId provider, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is not { Value.Name: var name }) return Refusal.NotFound();
        if (!actor.MaySee(provider)) return Refusal.Forbidden();
        var courses = new List<PaymentCourse>();
        var (looked, isPart) = (0, false);
        for (OrderId? before = null; ;)
        {
            var page = await orders.PlacedWith(provider, before, Batch, cancel);
            var references = page.Select(it => it.Value).SelectMany(order => order.Milestones.Select(it => OrderPayments.Reference(order.Id, it.Terms.Number)));
            courses.AddRange((await Task.WhenAll(references.Select(it => read.Of(it, cancel)))).OfType<PaymentCourse>().Where(it => it.Course.Count > 0));
            looked += page.Count;
            if (page.Count < Batch) break;
            if (isPart = looked >= Most) break;
            before = page[^1].Value.Id;
        }
        return new MonthsView(name,
        [
            .. courses.GroupBy(it => it.Payment.Currency, StringComparer.Ordinal).OrderBy(it => it.Key, StringComparer.Ordinal)
                .Select(it => (it.Key, MoneyMonth.Of(Show.OrderMoney.Together([.. it.Select(one => one.Course)]), Months, clock))),
        ], isPart);
    }
}
