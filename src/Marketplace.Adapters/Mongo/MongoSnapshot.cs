using System.Runtime.CompilerServices;
using Marketplace.Storage.Moving;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// What stands in the database, read collection by collection. MongoDB keeps no state for as long as that may take, so afterwards it is
/// looked whether anything was committed meanwhile: every commit leaves an entry in the log.
/// </summary>
internal sealed class MongoSnapshot(MongoMarket market, long entries) : IArchiveSnapshot
{
    private static readonly BsonDocument byId = new("_id", 1);

    public async IAsyncEnumerable<ArchiveRecord> Read(ArchivePart part, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var (question, records) = Question(part);
        using var cursor = await question.ToCursorAsync(cancel);
        while (await cursor.MoveNextAsync(cancel))
            foreach (var record in cursor.Current.SelectMany(records)) yield return record;
    }

    public async Task<bool> IsStill(CancellationToken cancel = default) => await market.Log.EstimatedDocumentCountAsync(cancellationToken: cancel) == entries;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private (IFindFluent<BsonDocument, BsonDocument> Question, Func<BsonDocument, IEnumerable<ArchiveRecord>> Records) Question(ArchivePart part)
    {
        if (part.IsDocuments(out var earlier))
            return earlier
                ? (All(part.Name).Sort(new BsonDocument { { "id", 1 }, { "savedAt", -1 }, { "version", -1 } }), kept => [MongoArchiveDocuments.Version(kept, "id")])
                : (All(part.Name).Sort(byId), kept => [MongoArchiveDocuments.Version(kept, "_id")]);
        if (part == ArchivePart.Log)
            return (market.Log.Find(new BsonDocument("last", new BsonDocument("$gt", 0))).Sort(new BsonDocument("last", 1)), MongoArchiveDocuments.Events);
        if (part == ArchivePart.Commands)
            return (market.Log.Find(new BsonDocument(MongoEventLog.CommandKey, new BsonDocument("$exists", true))).Sort(new BsonDocument(MongoEventLog.CommandKey, 1)),
                entry => [MongoArchiveDocuments.Command(entry)]);
        if (part == ArchivePart.Cursors)
            return (market.Cursors.Find(BsonDocument.Parse("{ position: { $gt: 0 } }")).Sort(byId),
                cursor => [new ArchivedCursor(cursor["_id"].AsString, cursor["position"].ToInt64())]);
        if (part == ArchivePart.Jobs) return (All(part.Name).Sort(byId), job => [MongoJobRequests.Archived(job)]);
        throw new ArgumentException($"{part.Name} is not kept in the database.", nameof(part));
    }

    private IFindFluent<BsonDocument, BsonDocument> All(string collection) => market.Collection(collection).Find(new BsonDocument());
}
