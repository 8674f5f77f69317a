using System.Globalization;
using Marketplace.Record;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>The record in MongoDB.</summary>
public sealed class MongoRecord(MongoMarket market) : IRecord
{
    private static readonly BsonDocument upwards = new("_id", 1), downwards = new("_id", -1);

    private readonly MongoDocuments<RecordNode> nodes = new(market);
    private readonly MongoDocuments<SignedRoot> roots = new(market);
    private readonly MongoDocuments<RecordKey> keys = new(market);
    private readonly MongoDocuments<RecordEntry> entries = new(market);
    private readonly MongoDocuments<RecordHead> head = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
        [.. ((string[])["kind", "subject", "by", "day"]).Select(field => new MongoIndex(StoredAs<RecordEntry>.Collection, field, $"{{ 'body.{field}': 1, _id: -1 }}"))];

    public Task<Document<RecordHead>?> Head(CancellationToken cancel = default) => head.Find(RecordHead.Id, cancel);

    public async Task<IReadOnlyList<RecordEntry>> After(long index, int most, CancellationToken cancel = default) =>
        Values(await MongoDocuments<RecordEntry>.All(
            entries.Current.Find(new BsonDocument("_id", new BsonDocument("$gt", index < 0 ? "" : RecordEntry.Id(index)))).Sort(new BsonDocument("_id", 1)).Limit(most), cancel));

    public async Task<IReadOnlyList<RecordEntry>> Page(RecordFilter filter, long? before, int most, CancellationToken cancel = default)
    {
        var fits = new BsonDocument("_id", new BsonDocument("$lt", RecordEntry.Id(before ?? long.MaxValue)));
        if (filter.Kind is { } kind) fits.Add("body.kind", kind);
        if (filter.Subject is { } subject) fits.Add("body.subject", subject);
        if (filter.By is { } by) fits.Add("body.by", by);
        if (filter.Day is { } day) fits.Add("body.day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return Values(await MongoDocuments<RecordEntry>.All(entries.Current.Find(fits).Sort(new BsonDocument("_id", -1)).Limit(most), cancel));
    }

    public async Task<IReadOnlyList<RecordNode>> Nodes(int level, long from, int most, CancellationToken cancel = default)
    {
        var between = new BsonDocument("_id", new BsonDocument { { "$gte", RecordNode.Id(level, from) }, { "$lt", RecordNode.Id(level + 1, 0) } });
        return [.. (await MongoDocuments<RecordNode>.All(nodes.Current.Find(between).Sort(upwards).Limit(most), cancel)).Select(it => it.Value)];
    }

    public async Task<SignedRoot?> RootOf(long size, CancellationToken cancel = default) =>
        await MongoDocuments<SignedRoot>.All(roots.Current.Find(new BsonDocument("_id", new BsonDocument("$gte", RecordEntry.Id(size)))).Sort(upwards).Limit(1), cancel) is [var smallest] ? smallest.Value : null;

    public async Task<SignedRoot?> LastRoot(CancellationToken cancel = default) =>
        await MongoDocuments<SignedRoot>.All(roots.Current.Find(new BsonDocument()).Sort(downwards).Limit(1), cancel) is [var largest] ? largest.Value : null;

    public async Task<IReadOnlyList<RecordKey>> Keys(CancellationToken cancel = default) =>
        [.. (await MongoDocuments<RecordKey>.All(keys.Current.Find(new BsonDocument()).Sort(upwards), cancel)).Select(it => it.Value)];

    private static IReadOnlyList<RecordEntry> Values(IReadOnlyList<Document<RecordEntry>> found) => [.. found.Select(it => it.Value)];
}
