using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// The right of one site at a time to move a cursor. Its holder beats from time to time; a watcher that has seen no beat for the whole
/// term, by its own stopwatch, takes over, so that no two machines' clocks are ever compared. Each holder gets a greater fencing
/// number, and whoever writes under an older one writes nothing: a site that froze and woke up cannot do harm.
/// </summary>
internal sealed class MongoLease(IMongoCollection<BsonDocument> cursors, string name, string holder, TimeSpan term, TimeProvider time) : ILease
{
    private (long Fence, long Beat, long At)? seen;
    private long beatAt;
    private long? held;

    /// <summary>A third of the term, so that one beat may be lost.</summary>
    public TimeSpan Beat { get; } = term / 3;

    public async Task<long?> Hold(CancellationToken cancel)
    {
        if (held is not { } fence) return await Take(cancel);
        if (time.GetElapsedTime(beatAt) < Beat) return fence;
        return await Keep(fence, cancel);
    }

    /// <summary>Somebody else's number has been seen.</summary>
    public void Lose() => (held, seen) = (null, null);

    public async Task Release()
    {
        if (held is not { } fence) return;
        Lose();
        await cursors.UpdateOneAsync(Mine(fence), new BsonDocument("$unset", new BsonDocument("holder", "")));
    }

    private async Task<long?> Keep(long fence, CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        var beaten = await cursors.UpdateOneAsync(Mine(fence), new BsonDocument("$inc", new BsonDocument("beat", 1L)), cancellationToken: cancel);
        if (beaten.MatchedCount == 1) beatAt = now;
        else Lose();
        return held;
    }

    private async Task<long?> Take(CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        if (await cursors.Find(new BsonDocument("_id", name)).FirstOrDefaultAsync(cancel) is not { } stands)
        {
            await Create(cancel);
            return await Take(cancel);
        }
        var (fence, beat) = (stands.GetValue("fence", 0L).ToInt64(), stands.GetValue("beat", 0L).ToInt64());
        if (stands.Contains("holder") && !IsSilent(fence, beat, now)) return null;

        var taken = await cursors.UpdateOneAsync(
            new BsonDocument { { "_id", name }, { "fence", fence }, { "beat", beat } },
            new BsonDocument("$set", new BsonDocument { { "holder", holder }, { "fence", fence + 1 }, { "beat", 0L } }), cancellationToken: cancel);
        (seen, beatAt) = (null, now);
        held = taken.ModifiedCount == 1 ? fence + 1 : null;
        return held;
    }

    private bool IsSilent(long fence, long beat, long now)
    {
        if (seen is { } last && last.Fence == fence && last.Beat == beat) return time.GetElapsedTime(last.At, now) >= term;
        seen = (fence, beat, now);
        return false;
    }

    private async Task Create(CancellationToken cancel)
    {
        try
        {
            await cursors.UpdateOneAsync(new BsonDocument("_id", name),
                new BsonDocument("$setOnInsert", new BsonDocument { { "position", 0L }, { "fence", 0L }, { "beat", 0L } }),
                new UpdateOptions { IsUpsert = true }, cancel);
        }
        catch (MongoWriteException another) when (another.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            // Another site made it in the same moment.
        }
    }

    private BsonDocument Mine(long fence) => new() { { "_id", name }, { "fence", fence } };
}
