using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Providers in MongoDB.</summary>
public sealed class MongoProviders(MongoMarket market) : IProviders
{
    private readonly MongoDocuments<Provider> documents = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
        [new(StoredAs<Provider>.Collection, "registered", "{ 'body.country': 1, 'body.registrationNumber': 1, _id: 1 }")];

    public Task<Document<Provider>?> Find(ProviderId id, CancellationToken cancel = default) => documents.Find(id.Value, cancel);

    public Task<IReadOnlyList<Document<Provider>>> Find(IReadOnlyCollection<ProviderId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value), cancel);

    public Task<Document<Provider>?> Registered(string country, string registrationNumber, CancellationToken cancel = default) =>
        MongoDocuments<Provider>.First(
            documents.Current.Find(new BsonDocument { { "body.country", country }, { "body.registrationNumber", registrationNumber } })
                .Sort(new BsonDocument("_id", 1)).Limit(1), cancel);

    public Task<IReadOnlyList<Document<Provider>>> Page(ProviderId? after, int most, CancellationToken cancel = default) =>
        MongoDocuments<Provider>.All(documents.Current.Find(After(after)).Sort(new BsonDocument("_id", 1)).Limit(most), cancel);

    /// <summary>Counted along the ids: what the server keeps as the collection's size may be wrong after a crash.</summary>
    public Task<long> Count(CancellationToken cancel = default) =>
        documents.Current.CountDocumentsAsync(After(null), new CountOptions { Hint = new BsonDocument("_id", 1) }, cancel).Answer();

    private static BsonDocument After(ProviderId? id) => new("_id", new BsonDocument("$gt", id?.Value ?? ""));
}
