using System.Diagnostics;
using System.Globalization;
using Marketplace.Adapters.Files;
using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Simulated;
using Marketplace.Adapters.Sqlite;
using Marketplace.Payments;
using Marketplace.Payments.Hints;
using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Benchmarks.Payments;

/// <summary>
/// Milestones are paid and accepted, by sixteen writers at once over SQLite, with all their entries: the last tenth must not take much longer than
/// the first. Then the balance of the account that all of them share is read, beside that of a ledger that has seen fifty.
/// </summary>
internal static class LedgerBench
{
    private const int Writers = 16;
    private const int Few = 50;
    private const int Reads = 20_000;
    private static readonly MarketClock clock = new(TimeProvider.System, TimeZoneInfo.Utc);
    private static readonly FeeTerms noFee = new(1, 0, 0);

    public static async Task Run(int[] sizes)
    {
        foreach (var size in sizes)
        {
            using Place large = new(), small = new();
            await Post(small, 0, Few);
            await small.Hear();
            var tenth = size / 10;
            var took = new List<double>();
            for (var from = 0; from < size; from += tenth)
            {
                took.Add(await Post(large, from, tenth));
                await large.Hear();
            }
            Report.Say($"{size:N0} milestones paid and accepted", (size / took.Sum()).ToString("0", CultureInfo.InvariantCulture), "a second");
            Report.Hold("  last tenth beside the first", took[^1] / took[0], "x", "<= 1.25", took[^1] / took[0] <= 1.25);
            Report.Say("  heard by the balances", (size / large.Heard.TotalSeconds).ToString("0", CultureInfo.InvariantCulture), "milestones a second");

            var (few, many) = (new List<double>(), new List<double>());
            for (var turn = -1; turn < 7; turn++)
            {
                var (one, other) = (await Read(small), await Read(large));
                if (turn < 0) continue;
                few.Add(one);
                many.Add(other);
            }
            var ratio = Pace.Median(many) / Pace.Median(few);
            Report.Say($"  balance of {size * 5:N0} entries", (Pace.Median(many) * 1e6 / Reads).ToString("0.0", CultureInfo.InvariantCulture), "µs a read");
            Report.Hold($"  beside one of {Few * 5} entries", ratio, "x", "<= 1.2", ratio <= 1.2);
        }
    }

    private static async Task<double> Post(Place place, int from, int count)
    {
        var watch = Stopwatch.StartNew();
        var next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < from + count) await One(place, number);
        })));
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task One(Place place, int number)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"ord_{number}/1");
        var gross = new Money(100_000, "CNY");
        var agreed = Payment.Of(reference, $"org_{number % 100}", $"prv_{number % 100}", gross, 0, noFee);
        await place.Commit(new MoneyPlan([StoredAs<Payment>.Write(reference, agreed, 0)], []));
        var paid = new MoneyWork(new Document<Payment>(agreed, 1), [], null, place.Gateway, clock.Now);
        paid.Keep(new GatewayObject(GatewayKind.Session, "cs", GatewayState.Succeeded, gross, reference, "key") { Charge = "ch", Fee = 2_900 });
        await place.Commit(paid.Plan());
        var accepted = new MoneyWork(new Document<Payment>(paid.Payment, 2), [], null, place.Gateway, clock.Now);
        if (accepted.Do(new MoneyMove.Accept(gross.Amount)) is { } refusal) throw new InvalidOperationException(refusal.First.Message.En);
        await place.Commit(accepted.Plan());
    }

    private static async Task<double> Read(Place place)
    {
        var watch = Stopwatch.StartNew();
        for (var read = 0; read < Reads; read++)
            if ((await place.Ledger.Balance(Accounts.Provider, "CNY"))!.Value.Posted <= 0) throw new InvalidOperationException("Nothing is there.");
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>A database of its own, gone afterwards.</summary>
    private sealed class Place : IDisposable
    {
        private readonly DataFolder folder = DataFolder.Claim(Directory.CreateTempSubdirectory("ledger-").FullName);
        private readonly SqliteDatabase database;
        private readonly SqliteEventLog log;
        private readonly SqliteStore store;
        private readonly FoldBalances fold;
        private long heard;

        public Place()
        {
            database = SqliteDatabase.Open(folder);
            log = new SqliteEventLog(database);
            store = new SqliteStore(database, log);
            Ledger = new SqliteLedger(database);
            fold = new FoldBalances(store, Ledger, clock);
            var (bank, none) = (new MemoryStore(), new MemoryPayments(new MemoryStore()));
            Gateway = new SimulatedGateway(bank, none, new TakeHint(bank, clock), clock);
        }

        public SqliteLedger Ledger { get; }
        public IPaymentGateway Gateway { get; }
        public TimeSpan Heard { get; private set; }

        public async Task Commit(MoneyPlan plan)
        {
            if (!(await store.Commit(new Changes(plan.Writes, plan.Events, clock.Now))).Is(out _, out var refusal)) throw new InvalidOperationException(refusal.First.Message.En);
        }

        public async Task Hear()
        {
            var watch = Stopwatch.StartNew();
            while (await log.After(heard, 256) is { Count: > 0 } events)
            {
                await fold.Hear(events, default);
                heard = events[^1].Position;
            }
            Heard += watch.Elapsed;
        }

        public void Dispose()
        {
            database.Dispose();
            folder.Dispose();
            Directory.Delete(folder.Path, recursive: true);
        }
    }
}
