using Marketplace.Disputes;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Operators' acts in MongoDB.</summary>
public sealed class MongoMoneyActs(MongoMarket market) : IMoneyActs
{
    private readonly MongoDocuments<MoneyAct> documents = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } = [new(StoredAs<MoneyAct>.Collection, "list", "{ 'body.place': 1 }")];

    public Task<Document<MoneyAct>?> Find(MoneyActId id, CancellationToken cancel = default) => documents.Find(id.Value, cancel);

    public Task<IReadOnlyList<Document<MoneyAct>>> List(string? after, int most, CancellationToken cancel = default) =>
        MongoDocuments<MoneyAct>.All(documents.Current.Find(new BsonDocument("body.place", new BsonDocument("$gt", after ?? ""))).Sort(new BsonDocument("body.place", 1)).Limit(most), cancel);
}
