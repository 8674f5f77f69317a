using System.Diagnostics;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// Writes change sets to MongoDB, each as one transaction: documents where the version that was read still stands, the versions before,
/// and one entry of the log that holds the events and the command. The entry's id is made before the first try, so that a commit
/// whose answer was lost can be asked for, and a second effect of it is impossible.
/// </summary>
public sealed class MongoStore(MongoMarket market, MongoEventLog log, TimeProvider time) : IStore
{
    /// <summary>Which write a transaction stumbled over; null where it was the entry in the log.</summary>
    private sealed class RefusedWrite(PreparedWrite? write) : Exception
    {
        public PreparedWrite? Write => write;
    }

    private readonly MongoTransactions transactions = new(market.Client, time);

    public async Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default)
    {
        using var activity = StorageTelemetry.Activities.StartActivity("storage.commit");
        var prepared = PreparedChanges.Of(changes, Activity.Current?.Id);

        var outcome = await Commit(prepared, cancel);

        if (outcome.Is(out var committed, out _) && committed.Repeated is null) log.Appended(prepared.Events > 0);
        StorageTelemetry.Commits.Add(1, new KeyValuePair<string, object?>("outcome",
            outcome.Refusal?.First.Code ?? (outcome.Value.Repeated is null ? "committed" : "repeated")));
        return outcome;
    }

    public async Task<Command?> Command(string key, CancellationToken cancel = default)
    {
        var found = await market.Log.Find(new BsonDocument(MongoEventLog.CommandKey, key)).Project(new BsonDocument("command", 1)).FirstOrDefaultAsync(cancel).Answer();
        return found?["command"] is { } command
            ? new Command(key, command["fingerprint"].AsString, command["answer"].AsString)
            : null;
    }

    private async Task<Outcome<Committed>> Commit(PreparedChanges prepared, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await transactions.Run<Outcome<Committed>>(
                    async (session, limit) =>
                    {
                        await Apply(session, prepared, limit);
                        return new(new Committed(), Keep: true);
                    },
                    asking => IsDone(prepared, asking), cancel);
            }
            catch (RefusedWrite refused)
            {
                if (await Refusal(prepared, refused.Write, cancel) is { } answer) return answer;
            }
        }
    }

    private Task<bool> IsDone(PreparedChanges prepared, CancellationToken cancel) =>
        market.Log.Find(new BsonDocument("_id", prepared.Id)).AnyAsync(cancel).Answer();

    private async Task Apply(IClientSessionHandle session, PreparedChanges prepared, CancellationToken cancel)
    {
        foreach (var run in prepared.Runs)
        {
            if (run[0].ReadAt == 0) await Insert(session, run, cancel);
            else await Replace(session, run, cancel);
        }
        try
        {
            await market.Log.InsertOneAsync(session, prepared.Entry, cancellationToken: cancel);
        }
        catch (MongoWriteException known) when (known.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            throw new RefusedWrite(null);
        }
    }

    private async Task Insert(IClientSessionHandle session, IReadOnlyList<PreparedWrite> run, CancellationToken cancel)
    {
        try
        {
            await market.Collection(run[0].Collection).InsertManyAsync(session, run.Select(write => write.Document), cancellationToken: cancel);
        }
        catch (MongoBulkWriteException<BsonDocument> stands) when (stands.WriteErrors is [{ Category: ServerErrorCategory.DuplicateKey, Index: var index }, ..])
        {
            throw new RefusedWrite(run[index]);
        }
    }

    private async Task Replace(IClientSessionHandle session, IReadOnlyList<PreparedWrite> run, CancellationToken cancel)
    {
        var before = new List<BsonDocument>(run.Count);
        foreach (var write in run)
        {
            var asRead = new BsonDocument { { "_id", write.Id }, { "version", write.ReadAt } };
            var replaced = await market.Collection(write.Collection).FindOneAndReplaceAsync<BsonDocument>(session, asRead, write.Document, cancellationToken: cancel);
            before.Add(MongoVersion.Earlier(replaced ?? throw new RefusedWrite(write)));
        }
        await market.History(run[0].Collection).InsertManyAsync(session, before, cancellationToken: cancel);
    }

    /// <summary>
    /// Why nothing was written: the command is known, or another version stands. Null where neither is so any more (the transaction saw
    /// an older state than stands now), and it is to be tried again.
    /// </summary>
    private async Task<Outcome<Committed>?> Refusal(PreparedChanges prepared, PreparedWrite? refused, CancellationToken cancel)
    {
        if (await IsDone(prepared, cancel)) return new Committed();
        if (prepared.Command is { } command && await Command(command.Key, cancel) is { } earlier)
            return earlier.Fingerprint == command.Fingerprint ? new Committed(earlier.Answer) : CommitRefusals.IdempotencyMismatch();
        if (refused is null) return null;
        var stands = await market.Collection(refused.Collection).Find(new BsonDocument("_id", refused.Id))
            .Project(new BsonDocument("version", 1)).FirstOrDefaultAsync(cancel).Answer();
        var version = stands?["version"].ToInt64() ?? 0;
        if (version == refused.ReadAt) return null;
        return CommitRefusals.Stale(version);
    }
}
