using Marketplace.Storage;
using Marketplace.Storage.Moving;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// The database as a whole. Writing to it is held by the lease of the log, which every serving site asks for: so no site serves meanwhile,
/// and what comes in already has its positions. A batch goes without a transaction: each record has an id that follows from what it is, so
/// that writing it again changes nothing, and the mark is moved after it.
/// </summary>
public sealed class MongoArchive(MongoMarket market, MongoEventLog log, string place, TimeProvider time) : IArchive
{
    private const string MarkId = "import";
    private static readonly TimeSpan leaseTerm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan askAgainAfter = TimeSpan.FromMilliseconds(200);
    private static readonly InsertManyOptions anyOrder = new() { IsOrdered = false };
    private static readonly BsonDocument everything = [];

    private readonly MongoLease lease = new(market.Cursors, LogSequencer.Cursor, $"{Environment.MachineName}:{Environment.ProcessId}:import", leaseTerm, time);

    public string Place => $"MongoDB, {market.Place}";

    public async Task<IArchiveSnapshot> Snapshot(CancellationToken cancel = default)
    {
        await market.Prepare(cancel);
        // What is pending gets its position first.
        await log.Head(cancel);
        return new MongoSnapshot(market, await market.Log.EstimatedDocumentCountAsync(cancellationToken: cancel));
    }

    public async Task<bool> IsEmpty(CancellationToken cancel = default)
    {
        await market.Prepare(cancel);
        foreach (var collection in Collections.All.Append(MongoSchema.Log))
            if (await market.Collection(collection).Find(everything).Limit(1).AnyAsync(cancel)) return false;
        return true;
    }

    public async Task<ImportMark?> Mark(CancellationToken cancel = default)
    {
        await market.Prepare(cancel);
        return await Marks.Find(everything).FirstOrDefaultAsync(cancel) is { } mark
            ? new ImportMark(mark["export"].AsString, mark["part"].AsString, mark["records"].AsInt64, mark["finished"].AsBoolean)
            : null;
    }

    public async Task Write(IReadOnlyList<ArchiveRecord> records, ImportMark mark, CancellationToken cancel = default)
    {
        await HoldAlone(cancel);
        foreach (var cursor in records.OfType<ArchivedCursor>()) await Reach(cursor.Consumer, cursor.Position, cancel);
        foreach (var ofOne in records.Where(record => record is not ArchivedCursor).GroupBy(record => CollectionOf(record, mark.Part)))
            await Insert(ofOne.Key, [.. ofOne.Select(Document)], cancel);
        await Marks.ReplaceOneAsync(new BsonDocument("_id", MarkId), new BsonDocument
        {
            { "_id", MarkId }, { "export", mark.Export }, { "part", mark.Part }, { "records", mark.Records }, { "finished", mark.Finished },
        }, new ReplaceOptions { IsUpsert = true }, cancel);
        if (mark.Finished) await lease.Release();

        BsonDocument Document(ArchiveRecord record) => MongoArchiveDocuments.Of(record, mark.Part, place);
    }

    private IMongoCollection<BsonDocument> Marks => market.Collection(MongoSchema.Imports);

    private static string CollectionOf(ArchiveRecord record, string part) => record is ArchivedEvent or ArchivedCommand ? MongoSchema.Log : part;

    private async Task HoldAlone(CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (await lease.Hold(cancel) is null)
        {
            // Whoever died holding it is silent for a term; whoever lives is not.
            if (time.GetElapsedTime(began) > 2 * leaseTerm) throw new SettingException($"A site serves from {Place}. Stop all its sites first.");
            await Task.Delay(askAgainAfter, time, cancel);
        }
    }

    private async Task Insert(string collection, IReadOnlyList<BsonDocument> documents, CancellationToken cancel)
    {
        try
        {
            await market.Collection(collection).InsertManyAsync(documents, anyOrder, cancel);
        }
        catch (MongoBulkWriteException<BsonDocument> again) when (again.WriteConcernError is null && again.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey))
        {
            // From before the import was cut off. That it is the same is seen when everything is read back.
        }
    }

    /// <summary>A new cursor is made as a lease of it would make it.</summary>
    private Task<UpdateResult> Reach(string cursor, long position, CancellationToken cancel) =>
        market.Cursors.UpdateOneAsync(new BsonDocument("_id", cursor), new BsonDocument
        {
            { "$max", new BsonDocument("position", position) }, { "$setOnInsert", new BsonDocument { { "fence", 0L }, { "beat", 0L } } },
        }, new UpdateOptions { IsUpsert = true }, cancel);
}
