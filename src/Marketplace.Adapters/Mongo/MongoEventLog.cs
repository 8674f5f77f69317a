using System.Globalization;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// The log in MongoDB: an entry a commit, with all its events. It is read by position, which <see cref="LogSequencer"/> gives; how far that
/// has come is looked up ten times a second (<see cref="Follow"/>), so that neither a page nor a consumer has to ask.
/// </summary>
public sealed class MongoEventLog : IEventLog, IDisposable
{
    internal const string CommandKey = "command.key";

    private static readonly TimeSpan followEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan askAgainAfter = TimeSpan.FromMilliseconds(5);
    private static readonly BsonDocument byPosition = new("last", 1);

    /// <summary>So long nobody hears for a shared consumer when the site that did is gone without a word.</summary>
    private static readonly TimeSpan leaseTerm = TimeSpan.FromSeconds(4);

    private readonly string holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Ulid.NewUlid()}";
    private readonly MongoMarket market;
    private readonly LogSequencer sequencer;
    private readonly TimeProvider time;
    private readonly HeadSignal signal = new();
    private readonly SemaphoreSlim appended = new(0, 1);
    private long head;
    private long own;

    public MongoEventLog(MongoMarket market, TimeProvider time)
    {
        (this.market, this.time) = (market, time);
        sequencer = new LogSequencer(market, time, holder);
    }

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
    [
        new(MongoSchema.Log, "command", $"{{ '{CommandKey}': 1 }}", Unique: true, OnlyWhere: $"{{ '{CommandKey}': {{ $exists: true }} }}"),
        new(MongoSchema.Log, "position", "{ last: 1 }", Unique: true, OnlyWhere: "{ last: { $gt: 0 } }"),
        new(MongoSchema.Log, "first position", "{ first: 1 }", Unique: true, OnlyWhere: "{ first: { $gt: 0 } }"),
        new(MongoSchema.Log, "pending", "{ pending: 1, order: 1, _id: 1 }", OnlyWhere: "{ pending: true }"),
    ];

    public async Task<IReadOnlyList<LoggedEvent>> After(long position, int most, CancellationToken cancel = default)
    {
        var entries = await market.Log.Find(new BsonDocument("last", new BsonDocument("$gt", Math.Max(0, position)))).Sort(byPosition).Limit(most).ToListAsync(cancel);
        return [.. entries.SelectMany(Events).Where(e => e.Position > position).Take(most)];
    }

    public async Task<long> Head(CancellationToken cancel = default)
    {
        var newest = await market.Log.Find(new BsonDocument("pending", true))
            .Sort(new BsonDocument { { "pending", -1 }, { "order", -1 }, { "_id", -1 } }).Limit(1).Project(new BsonDocument("order", 1)).FirstOrDefaultAsync(cancel);
        if (newest is null) return await Sequenced(cancel);
        var known = new BsonDocument { { "pending", true }, { "order", new BsonDocument("$lte", newest["order"]) } };
        do
        {
            await sequencer.Step(cancel);
            if (!await market.Log.Find(known).Limit(1).AnyAsync(cancel)) return await Sequenced(cancel);
            await Task.Delay(askAgainAfter, time, cancel);
        }
        while (true);
    }

    public ValueTask<string> Stamp(CancellationToken cancel = default) =>
        ValueTask.FromResult(string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Read(ref head)}+{Interlocked.Read(ref own)}"));

    public async Task<long> Cursor(string consumer, CancellationToken cancel = default) =>
        await market.Cursors.Find(new BsonDocument("_id", consumer)).FirstOrDefaultAsync(cancel) is { } found ? found["position"].ToInt64() : 0;

    public async Task<bool> Advance(string consumer, long position, long fence, CancellationToken cancel = default) =>
        (await market.Cursors.UpdateOneAsync(new BsonDocument { { "_id", consumer }, { "fence", fence } },
            new BsonDocument("$max", new BsonDocument("position", position)), cancellationToken: cancel)).MatchedCount == 1;

    public ILease Lease(string consumer) => new MongoLease(market.Cursors, consumer, holder, leaseTerm, time);

    public Task WaitBeyond(long position, CancellationToken cancel) => signal.WaitBeyond(position, cancel);

    public void Dispose()
    {
        sequencer.Dispose();
        appended.Dispose();
    }

    /// <summary>Keeps up with the log, and numbers it where this is the site to do it, until it is stopped.</summary>
    internal async Task Follow(Action<Exception> stumbled, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await sequencer.Step(stop);
                await Sequenced(stop);
                await appended.WaitAsync(followEvery, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (ObjectDisposedException)
            {
                return; // the site ends without having stopped: it could not start
            }
            catch (Exception failure)
            {
                stumbled(failure);
                await Task.WhenAny(Task.Delay(followEvery, time, stop));
            }
        }
        try { await sequencer.Release(); }
        catch (Exception lost) when (lost is MongoException or TimeoutException or StoreUnwritableException) { /* it runs out by itself */ }
    }

    /// <summary>This process has committed something.</summary>
    internal void Appended(bool events)
    {
        Interlocked.Increment(ref own);
        if (!events) return;
        try { appended.Release(); }
        catch (SemaphoreFullException) { /* the follower is awake already */ }
    }

    /// <summary>The position up to which the log is numbered.</summary>
    internal async Task<long> Sequenced(CancellationToken cancel)
    {
        var now = await LogSequencer.Head(market, cancel);
        if (now > Interlocked.Read(ref head)) Interlocked.Exchange(ref head, now);
        signal.MoveTo(now);
        return now;
    }

    private static IEnumerable<LoggedEvent> Events(BsonDocument entry) => Events(entry, (position, at, kind, _, body, trace) =>
        new LoggedEvent(position, at, EventTypes.Read(kind, BsonJson.Text(body), position), trace));

    /// <summary>The events of a numbered entry, read as whoever asks wants them: position, instant, kind, subject, body, trace.</summary>
    internal static IEnumerable<T> Events<T>(BsonDocument entry, Func<long, DateTimeOffset, string, string, BsonDocument, string?, T> read)
    {
        var (position, at) = (entry["first"].ToInt64(), MongoInstant.Read(entry["at"]));
        var trace = entry.TryGetValue("trace", out var it) ? it.AsString : null;
        foreach (var e in entry["events"].AsBsonArray)
            yield return read(position++, at, e["kind"].AsString, e["subject"].AsString, e["body"].AsBsonDocument, trace);
    }
}
