using Marketplace.Disputes;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Disputes in MongoDB.</summary>
public sealed class MongoDisputes(MongoMarket market) : IDisputes
{
    private readonly MongoDocuments<Dispute> documents = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
    [
        new(StoredAs<Dispute>.Collection, "of_order", "{ 'body.order': 1, _id: 1 }"), new(StoredAs<Dispute>.Collection, "queue", "{ 'body.place': 1 }"),
        new(StoredAs<Dispute>.Collection, "of_buyer", "{ 'body.buyer': 1, 'body.place': 1 }"), new(StoredAs<Dispute>.Collection, "of_provider", "{ 'body.provider': 1, 'body.place': 1 }"),
    ];

    public Task<Document<Dispute>?> Find(DisputeId id, CancellationToken cancel = default) => documents.Find(id.Value, cancel);

    public Task<IReadOnlyList<Document<Dispute>>> OfOrder(OrderId order, CancellationToken cancel = default) =>
        MongoDocuments<Dispute>.All(documents.Current.Find(new BsonDocument("body.order", order.Value)).Sort(new BsonDocument("_id", 1)), cancel);

    public Task<IReadOnlyList<Document<Dispute>>> Queue(string? after, int most, CancellationToken cancel = default) => Page([], after, most, cancel);

    public Task<IReadOnlyList<Document<Dispute>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default) => Page(new BsonDocument("body.buyer", buyer.Value), after, most, cancel);

    public Task<IReadOnlyList<Document<Dispute>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default) => Page(new BsonDocument("body.provider", provider.Value), after, most, cancel);

    private Task<IReadOnlyList<Document<Dispute>>> Page(BsonDocument mine, string? after, int most, CancellationToken cancel) =>
        MongoDocuments<Dispute>.All(documents.Current.Find(mine.Add("body.place", new BsonDocument("$gt", after ?? ""))).Sort(new BsonDocument("body.place", 1)).Limit(most), cancel);
}
