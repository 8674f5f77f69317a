using System.Globalization;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Orders.Desks;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Orders;

/// <summary>
/// What a buyer's and a provider's desk costs, of ten orders of their own each, where there are these ten in the system and where there are many of
/// others beside them. The orders are put straight into the store.
/// </summary>
internal static class DesksBench
{
    private const int Own = 10;
    private const int Batch = 1_000;
    private const int Parties = 1_000;

    public static async Task Run(int[] sizes)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        await using SiteParts few = new(), many = new();
        var (small, large) = (await Fill(few.Services, Own), await Fill(many.Services, sizes.Max()));
        using IServiceScope one = few.Services.CreateScope(), other = many.Services.CreateScope();
        var (here, there) = (one.ServiceProvider.GetRequiredService<ShowDesk>(), other.ServiceProvider.GetRequiredService<ShowDesk>());
        var cost = CpuTime.PerOperation(7, TimeSpan.FromMilliseconds(400),
            (() => Look(here.OfBuyer(small.Buyer, null, null)), 1), (() => Look(there.OfBuyer(large.Buyer, null, null)), 1),
            (() => Look(here.OfProvider(Actor.System, small.Provider, null, null)), 1), (() => Look(there.OfProvider(Actor.System, large.Provider, null, null)), 1));
        foreach (var (desk, at) in new[] { ("buyer's desk", 0), ("provider's desk", 2) })
        {
            Report.Say($"{desk} of {Own}, {Own} orders in all", string.Create(CultureInfo.InvariantCulture, $"{cost[at].TotalMicroseconds:0}"), "µs CPU");
            Report.Say($"{desk} of {Own}, {sizes.Max():N0} orders in all", string.Create(CultureInfo.InvariantCulture, $"{cost[at + 1].TotalMicroseconds:0}"), "µs CPU");
            Report.Hold("  ratio", cost[at + 1] / cost[at], "x", "<= 1.2", cost[at + 1] / cost[at] <= 1.2);
        }
    }

    private static void Look(Task<Outcome<DeskView>> looking)
    {
        if (looking.GetAwaiter().GetResult().Value.Orders.Count != Own) throw new InvalidOperationException("Another desk.");
    }

    /// <summary>The first ten are of the market's own buyer and provider; all others of so many others.</summary>
    private static async Task<BenchMarket> Fill(IServiceProvider services, int size)
    {
        var market = new BenchMarket(services);
        await market.Open();
        var now = services.GetRequiredService<MarketClock>().Now;
        var buyers = Enumerable.Range(0, Parties).Select(_ => OrganisationId.New(now)).ToList();
        var providers = Enumerable.Range(0, Parties).Select(_ => ProviderId.New(now)).ToList();
        await services.Write([.. providers.Select(it => StoredAs<Provider>.Write(it.Value, BenchMarket.FirmNamed(it, now), 0))], now);
        for (var i = 0; i < Own; i++) await market.Place();
        var orders = services.GetRequiredService<IOrders>();
        var like = (await orders.PlacedBy(market.Buyer.For!.Id, null, 1))[0].Value;
        for (var from = Own; from < size; from += Batch)
            await services.Write([.. Enumerable.Range(from, Math.Min(Batch, size - from)).Select(i =>
            {
                // Every minute for a while, as orders come.
                var at = now.AddMinutes(-i);
                var order = like with { Id = OrderId.New(at), Buyer = buyers[i % Parties], Provider = providers[i * 7 % Parties], PlacedAt = at, SavedAt = at };
                return StoredAs<Order>.Write(order.Id.Value, order, 0);
            })], now);
        return market;
    }
}
