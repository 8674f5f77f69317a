using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Orders in MongoDB.</summary>
public sealed class MongoOrders(MongoMarket market) : IOrders
{
    private readonly MongoDocuments<Order> orders = new(market);
    private readonly MongoDocuments<OrderEvidence> evidence = new(market);
    private readonly MongoDocuments<ChangeDocument> changes = new(market);
    private readonly MongoDocuments<CheckCode> codes = new(market);
    private readonly MongoDocuments<OrderSamples> samples = new(market);
    private readonly MongoDocuments<Conversation> conversations = new(market);
    private readonly MongoDocuments<OrderMessage> messages = new(market);
    private readonly MongoDocuments<SellingTerms> selling = new(market);
    private readonly MongoDocuments<BuyingTerms> buying = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } = 
    [
        .. MongoDesk.Indexes(StoredAs<Order>.Collection), .. MongoDesk.Indexes(StoredAs<Offer>.Collection),
        new(StoredAs<Order>.Collection, "placed_by", "{ 'body.buyer': 1, _id: 1 }"), new(StoredAs<Order>.Collection, "placed_with", "{ 'body.provider': 1, _id: 1 }"),
        new(StoredAs<Order>.Collection, "in_review", "{ 'body.inReview': 1, _id: 1 }", OnlyWhere: "{ 'body.inReview': true }"), new(StoredAs<Order>.Collection, "held_until", "{ 'body.heldUntil': 1 }"),
    ];

    public Task<Document<Order>?> Find(OrderId id, CancellationToken cancel = default) => orders.Find(id.Value, cancel);

    public async Task<OrderEvidence?> Evidence(OrderId id, CancellationToken cancel = default) => (await evidence.Find(id.Value, cancel))?.Value;

    public async Task<IReadOnlyList<ChangeDocument>> Changes(OrderId id, CancellationToken cancel = default)
    {
        var between = new BsonDocument("_id", new BsonDocument { { "$gt", ChangeDocument.IdOf(id, 0) }, { "$lt", $"{id};" } });
        return [.. (await MongoDocuments<ChangeDocument>.All(changes.Current.Find(between).Sort(new BsonDocument("_id", 1)), cancel)).Select(it => it.Value)];
    }

    public async Task<CheckCode?> Check(string code, CancellationToken cancel = default) => (await codes.Find(code, cancel))?.Value;

    public Task<Document<OrderSamples>?> Samples(OrderId id, CancellationToken cancel = default) => samples.Find(id.Value, cancel);

    public Task<Document<Conversation>?> Conversation(OrderId id, CancellationToken cancel = default) => conversations.Find(id.Value, cancel);

    public async Task<IReadOnlyList<OrderMessage>> Messages(OrderId id, int? before, int most, CancellationToken cancel = default)
    {
        var between = new BsonDocument("_id", new BsonDocument { { "$gt", OrderMessage.IdOf(id, 0) }, { "$lt", before is { } end ? OrderMessage.IdOf(id, end) : $"{id};" } });
        return [.. (await MongoDocuments<OrderMessage>.All(messages.Current.Find(between).Sort(new BsonDocument("_id", -1)).Limit(most), cancel)).Select(it => it.Value)];
    }

    public Task<IReadOnlyList<Document<Order>>> PlacedBy(OrganisationId buyer, OrderId? before, int most, CancellationToken cancel = default) =>
        Placed("buyer", buyer.Value, before, most, cancel);

    public Task<IReadOnlyList<Document<Order>>> PlacedWith(ProviderId provider, OrderId? before, int most, CancellationToken cancel = default) =>
        Placed("provider", provider.Value, before, most, cancel);

    public Task<IReadOnlyList<Document<Order>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default) =>
        MongoDesk.Of(orders, "buyer", buyer.Value, after, most, cancel);

    public Task<IReadOnlyList<Document<Order>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default) =>
        MongoDesk.Of(orders, "provider", provider.Value, after, most, cancel);

    public Task<IReadOnlyList<Document<Order>>> DueBefore(DateTimeOffset instant, int most, CancellationToken cancel = default) => MongoDesk.Due(orders, instant, most, cancel);

    public Task<IReadOnlyList<Document<Order>>> InReview(string? after, int most, CancellationToken cancel = default) =>
        MongoDocuments<Order>.All(orders.Current.Find(new BsonDocument { { "body.inReview", true }, { "_id", new BsonDocument("$gt", after ?? "") } }).Sort(new BsonDocument("_id", 1)).Limit(most), cancel);

    public Task<IReadOnlyList<Document<Order>>> HeldUntil(DateTimeOffset instant, int most, CancellationToken cancel = default) =>
        MongoDocuments<Order>.All(orders.Current.Find(new BsonDocument("body.heldUntil", new BsonDocument("$lt", instant.ToUnixTimeMilliseconds()))).Sort(new BsonDocument("body.heldUntil", 1)).Limit(most), cancel);

    public Task<Document<SellingTerms>?> Selling(ProviderId provider, CancellationToken cancel = default) => selling.Find(provider.Value, cancel);

    public Task<Document<BuyingTerms>?> Buying(OrganisationId buyer, CancellationToken cancel = default) => buying.Find(buyer.Value, cancel);

    private Task<IReadOnlyList<Document<Order>>> Placed(string side, string id, OrderId? before, int most, CancellationToken cancel)
    {
        var mine = new BsonDocument($"body.{side}", id);
        if (before is { } end) mine.Add("_id", new BsonDocument("$lt", end.Value));
        return MongoDocuments<Order>.All(orders.Current.Find(mine).Sort(new BsonDocument("_id", -1)).Limit(most), cancel);
    }
}

/// <summary>Requests for offers in MongoDB.</summary>
public sealed class MongoOffers(MongoMarket market) : IOffers
{
    private readonly MongoDocuments<Offer> offers = new(market);

    public Task<Document<Offer>?> Find(OfferId id, CancellationToken cancel = default) => offers.Find(id.Value, cancel);

    public Task<IReadOnlyList<Document<Offer>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default) =>
        MongoDesk.Of(offers, "buyer", buyer.Value, after, most, cancel);

    public Task<IReadOnlyList<Document<Offer>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default) =>
        MongoDesk.Of(offers, "provider", provider.Value, after, most, cancel);

    public Task<IReadOnlyList<Document<Offer>>> DueBefore(DateTimeOffset instant, int most, CancellationToken cancel = default) => MongoDesk.Due(offers, instant, most, cancel);
}

/// <summary>The questions of desks, which are alike for orders and for requests for offers: an index for each holds a desk in its order.</summary>
internal static class MongoDesk
{
    public static IEnumerable<MongoIndex> Indexes(string collection) =>
    [
        new(collection, "of_buyer", "{ 'body.buyer': 1, 'body.buyerPlace': 1 }"), new(collection, "of_provider", "{ 'body.provider': 1, 'body.providerPlace': 1 }"),
        new(collection, "due", "{ 'body.due': 1 }"),
    ];

    public static Task<IReadOnlyList<Document<T>>> Of<T>(MongoDocuments<T> documents, string side, string id, string? after, int most, CancellationToken cancel)
    {
        var place = $"body.{side}Place";
        var mine = new BsonDocument { { $"body.{side}", id }, { place, new BsonDocument("$gt", after ?? "") } };
        return MongoDocuments<T>.All(documents.Current.Find(mine).Sort(new BsonDocument(place, 1)).Limit(most), cancel);
    }

    public static Task<IReadOnlyList<Document<T>>> Due<T>(MongoDocuments<T> documents, DateTimeOffset instant, int most, CancellationToken cancel) =>
        MongoDocuments<T>.All(documents.Current.Find(new BsonDocument("body.due", new BsonDocument("$lt", instant.ToUnixTimeMilliseconds())))
            .Sort(new BsonDocument("body.due", 1)).Limit(most), cancel);
}
