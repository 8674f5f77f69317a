using System.Globalization;
using Marketplace.Discovery;
using Marketplace.Orders;
using Marketplace.Orders.Place;
using Marketplace.Payments;
using Marketplace.Rigs.Servers;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Orders;

/// <summary>
/// An order at the published price, judged, frozen and committed, by sixteen buyers at once, beside a bare transaction that writes the same documents
/// on the same engine: SQLite, and MongoDB where <c>MARKETPLACE_TEST_MONGODB</c> names one.
/// </summary>
internal static class PlacingBench
{
    private const int Writers = 16;
    private const int Rounds = 5;
    private static readonly TimeSpan round = TimeSpan.FromSeconds(3);

    public static async Task Run()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        await using (var bare = new BareSqlite()) await Measure("SQLite", bare);
        if (Environment.GetEnvironmentVariable("MARKETPLACE_TEST_MONGODB") is not { Length: > 0 } address) return;
        await using var engines = new OwnEngines(address, null);
        await using var floor = await BareMongo.Open(address);
        await Measure("MongoDB", floor, $"--ConnectionStrings:MongoDb={engines.MongoUri()}");
    }

    private static async Task Measure(string engine, BareEngine bare, params string[] settings)
    {
        await using var site = new SiteParts(settings);
        var market = new BenchMarket(site.Services);
        await market.Open();
        var same = await Written(site.Services, market);

        var (theirs, ours) = (new List<double>(), new List<double>());
        for (var turn = -1; turn < Rounds; turn++)
        {
            var floor = await Pace.PerSecond(Writers, round, () => bare.Write(same));
            var placed = await Pace.PerSecond(Writers, round, market.Place);
            if (turn < 0) continue;
            theirs.Add(floor);
            ours.Add(placed);
        }
        var ratio = Pace.Median(ours) / Pace.Median(theirs);
        Report.Say($"{engine}: bare transaction of {same.Writes.Count} documents, {Writers} writers", string.Create(CultureInfo.InvariantCulture, $"{Pace.Median(theirs):0}"), "a second");
        Report.Say($"{engine}: orders placed", string.Create(CultureInfo.InvariantCulture, $"{Pace.Median(ours):0}"), "a second");
        Report.Hold("  ratio", ratio, "x", ">= 0.5", ratio >= 0.5);
    }

    /// <summary>What placing an order commits.</summary>
    private static async Task<Changes> Written(IServiceProvider services, BenchMarket market)
    {
        using var scope = services.CreateScope();
        var parts = scope.ServiceProvider;
        var listening = new Listening(services.GetRequiredService<IStore>());
        var place = new PlaceOrder(parts.GetRequiredService<OrderableListings>(), parts.GetRequiredService<IOrders>(), parts.GetRequiredService<FreezeOrder>(), new OrderWriter(listening),
            parts.GetRequiredService<TransferRules>(), services.GetRequiredService<MarketClock>());
        if (!(await place.Run(market.Buyer, new PlaceInput(market.Listing, InvoiceTitle: "Institute"))).Succeeded) throw new InvalidOperationException("Nothing was ordered.");
        return listening.Heard!;
    }

    private sealed class Listening(IStore store) : IStore
    {
        public Changes? Heard { get; private set; }

        public Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default)
        {
            Heard = changes;
            return store.Commit(changes, cancel);
        }

        public Task<Command?> Command(string key, CancellationToken cancel = default) => store.Command(key, cancel);
    }
}
