using System.Globalization;
using Marketplace.Record;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>The record in MongoDB.</summary>
public sealed class MongoRecord(MongoMarket market) : IRecord
{
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

    private static IReadOnlyList<RecordEntry> Values(IReadOnlyList<Document<RecordEntry>> found) => [.. found.Select(it => it.Value)];
}
