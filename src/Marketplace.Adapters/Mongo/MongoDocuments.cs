using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// The questions that are alike for every collection. Where a question looks at both, the current document is read before the earlier
/// ones: a write that comes between moves a version from there to here, so that none is missed.
/// </summary>
internal sealed class MongoDocuments<T>(MongoMarket market)
{
    private static readonly BsonDocument latestFirst = new() { { "savedAt", -1 }, { "version", -1 } };

    public IMongoCollection<BsonDocument> Current { get; } = market.Collection(StoredAs<T>.Collection);

    public IMongoCollection<BsonDocument> Earlier { get; } = market.History(StoredAs<T>.Collection);

    public Task<Document<T>?> Find(string id, CancellationToken cancel) => First(Current.Find(ById(id)), cancel);

    public async Task<IReadOnlyList<Document<T>>> Find(IEnumerable<string> ids, CancellationToken cancel)
    {
        var distinct = new BsonArray(ids.Distinct());
        return distinct.Count == 0 ? [] : await All(Current.Find(new BsonDocument("_id", new BsonDocument("$in", distinct))), cancel);
    }

    public async Task<Document<T>?> Version(string id, long version, CancellationToken cancel) =>
        await First(Current.Find(ById(id).Add("version", version)), cancel)
        ?? await First(Earlier.Find(ById(MongoVersion.Id(id, version))), cancel);

    public async Task<Document<T>?> AsOf(string id, DateTimeOffset before, CancellationToken cancel)
    {
        var savedBefore = new BsonDocument("savedAt", new BsonDocument("$lt", MongoInstant.NotBefore(before)));
        return await First(Current.Find(ById(id).Merge(savedBefore)), cancel)
            ?? await First(Earlier.Find(new BsonDocument("id", id).Merge(savedBefore)).Sort(latestFirst).Limit(1), cancel);
    }

    public static async Task<Document<T>?> First(IFindFluent<BsonDocument, BsonDocument> question, CancellationToken cancel) =>
        await question.FirstOrDefaultAsync(cancel).Answer() is { } found ? Read(found) : null;

    public static async Task<IReadOnlyList<Document<T>>> All(IFindFluent<BsonDocument, BsonDocument> question, CancellationToken cancel) =>
        (await question.ToListAsync(cancel).Answer()).ConvertAll(Read);

    /// <summary>Nothing has the id of none, which a body that leaves one out is read as.</summary>
    private static BsonDocument ById(string? id) => new("_id", id is null ? BsonNull.Value : new BsonString(id));

    private static Document<T> Read(BsonDocument found) => new(BsonJson.Read<T>(found["body"].AsBsonDocument), found["version"].ToInt64());
}
