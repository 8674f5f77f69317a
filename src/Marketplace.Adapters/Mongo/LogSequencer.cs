using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// Gives the entries of the log their positions. A number drawn inside each commit would make all writers of all sites wait for each
/// other, and a number drawn before it could show before a lower one; so commits leave their entries pending, and the one site that holds
/// the lease numbers whatever is visible, in the order in which the server received it. An entry that becomes visible later is numbered
/// later: it was committed at the same time as those, and nobody had been told of it yet.
/// The lease spares sites the work; what keeps the order is that positions are given one after the other, each entry's beginning where
/// the one before ends, and that no two entries may begin at the same position (a unique index). A site that froze and goes on meets an
/// entry that another has put at the end meanwhile, and stops. Nothing is held while it is frozen, and what it had given stands.
/// </summary>
internal sealed class LogSequencer(MongoMarket market, TimeProvider time, string holder) : IDisposable
{
    /// <summary>The lease's name among the cursors.</summary>
    public const string Cursor = "log";

    private const int LargestBatch = 500;
    private static readonly TimeSpan term = TimeSpan.FromSeconds(3);
    private static readonly BsonDocument pending = new("pending", true);
    private static readonly BsonDocument inOrder = new() { { "pending", 1 }, { "order", 1 }, { "_id", 1 } };
    private static readonly BsonDocument numbered = BsonDocument.Parse("{ last: { $gt: 0 } }");
    private static readonly BsonDocument newestFirst = new("last", -1);
    private static readonly BsonDocument lastOnly = new() { { "last", 1 }, { "_id", 0 } };
    private static readonly BsonDocument countEvents = BsonDocument.Parse("{ n: { $size: '$events' } }");

    private readonly MongoLease lease = new(market.Cursors, Cursor, holder, term, time);
    private readonly MongoTransactions transactions = new(market.Client, time);
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Numbers what is pending, where this site is the one to do it.</summary>
    public async Task Step(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            while (await lease.Hold(cancel) is not null && await Number(cancel) == LargestBatch) { }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The position up to which the log is numbered.</summary>
    public static async Task<long> Head(MongoMarket market, CancellationToken cancel) =>
        await market.Log.Find(numbered).Sort(newestFirst).Limit(1).Project(lastOnly).FirstOrDefaultAsync(cancel) is { } newest ? newest["last"].ToInt64() : 0;

    public async Task Release()
    {
        await turn.WaitAsync();
        try { await lease.Release(); }
        finally { turn.Release(); }
    }

    public void Dispose() => turn.Dispose();

    /// <returns>How many entries were numbered.</returns>
    private async Task<int> Number(CancellationToken cancel)
    {
        if (!await market.Log.Find(pending).AnyAsync(cancel)) return 0;
        var last = await Head(market, cancel);
        var entries = await transactions.Run(Pending, _ => Task.FromResult(true), cancel);
        var positions = new List<WriteModel<BsonDocument>>(entries.Count);
        foreach (var entry in entries)
        {
            var first = last + 1;
            last += entry["n"].ToInt64();
            // An entry that is not pending any more would be inserted, which its id forbids: so the batch ends there.
            positions.Add(new UpdateOneModel<BsonDocument>(new BsonDocument { { "_id", entry["_id"] }, { "pending", true } }, new BsonDocument
            {
                { "$set", new BsonDocument { { "first", first }, { "last", last } } }, { "$unset", new BsonDocument("pending", "") },
            }) { IsUpsert = true });
        }
        try
        {
            if (positions.Count > 0) await market.Log.BulkWriteAsync(positions, cancellationToken: cancel);
        }
        catch (MongoBulkWriteException<BsonDocument> another) when (another.WriteErrors is [{ Category: ServerErrorCategory.DuplicateKey }])
        {
            lease.Lose();
            return 0;
        }
        return entries.Count;
    }

    /// <summary>Read from one snapshot, so that no entry is seen without one that was committed before it.</summary>
    private async Task<Attempt<List<BsonDocument>>> Pending(IClientSessionHandle session, CancellationToken limit) =>
        new(await market.Log.Find(session, pending).Sort(inOrder).Limit(LargestBatch).Project(countEvents).ToListAsync(limit), Keep: false);
}
