using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Orders in SQLite.</summary>
public sealed class SqliteOrders(SqliteDatabase database) : IOrders
{
    internal static readonly string Indexes = SqliteDesk.Indexes("orders");

    /// <summary>What operators look for.</summary>
    internal static readonly string WatchIndexes =
        $"""
        CREATE INDEX orders_in_review ON orders (id) WHERE {Json("inReview")} = 1;
        CREATE INDEX orders_held_until ON orders ({Json("heldUntil")});
        """;

    private static readonly string inReview = $"SELECT version, body FROM orders WHERE {Json("inReview")} = 1 AND id > ?1 ORDER BY id LIMIT ?2";
    private static readonly string heldUntil = $"SELECT version, body FROM orders WHERE {Json("heldUntil")} < ?1 ORDER BY {Json("heldUntil")} LIMIT ?2";

    private readonly SqliteDocuments<Order> orders = new(database);
    private readonly SqliteDocuments<OrderEvidence> evidence = new(database);
    private readonly SqliteDocuments<ChangeDocument> changes = new(database);
    private readonly SqliteDocuments<CheckCode> codes = new(database);
    private readonly SqliteDocuments<OrderSamples> samples = new(database);
    private readonly SqliteDocuments<Conversation> conversations = new(database);
    private readonly SqliteDocuments<OrderMessage> messages = new(database);
    private readonly SqliteDocuments<SellingTerms> selling = new(database);
    private readonly SqliteDocuments<BuyingTerms> buying = new(database);

    /// <summary>Those of each side in the order in which they were placed, which is that of their ids.</summary>
    internal static readonly string PlacedIndexes =
        $"""
        CREATE INDEX orders_placed_by ON orders ({Json("buyer")}, id);
        CREATE INDEX orders_placed_with ON orders ({Json("provider")}, id);
        """;

    internal static IReadOnlyList<string> Questions { get; } =
        [SqliteDocuments<Order>.OneQuestion, SqliteDocuments<CheckCode>.OneQuestion, SqliteDocuments<OrderSamples>.OneQuestion, SqliteDocuments<Conversation>.OneQuestion, Written, Changed, inReview, heldUntil, Placed("buyer"), Placed("provider"), .. SqliteDesk.Questions("orders")];

    public Task<Document<Order>?> Find(OrderId id, CancellationToken cancel = default) => orders.Find(id.Value);

    public async Task<OrderEvidence?> Evidence(OrderId id, CancellationToken cancel = default) => (await evidence.Find(id.Value))?.Value;

    public async Task<IReadOnlyList<ChangeDocument>> Changes(OrderId id, CancellationToken cancel = default) =>
        [.. (await changes.All(Changed, ChangeDocument.IdOf(id, 0), $"{id};")).Select(it => it.Value)];

    public async Task<CheckCode?> Check(string code, CancellationToken cancel = default) => (await codes.Find(code))?.Value;

    public Task<Document<OrderSamples>?> Samples(OrderId id, CancellationToken cancel = default) => samples.Find(id.Value);

    public Task<Document<Conversation>?> Conversation(OrderId id, CancellationToken cancel = default) => conversations.Find(id.Value);

    public async Task<IReadOnlyList<OrderMessage>> Messages(OrderId id, int? before, int most, CancellationToken cancel = default) =>
        [.. (await messages.All(Written, OrderMessage.IdOf(id, 0), before is { } end ? OrderMessage.IdOf(id, end) : $"{id};", most)).Select(it => it.Value)];

    public Task<IReadOnlyList<Document<Order>>> PlacedBy(OrganisationId buyer, OrderId? before, int most, CancellationToken cancel = default) =>
        orders.All(Placed("buyer"), buyer.Value, before?.Value ?? AfterAll, most);

    public Task<IReadOnlyList<Document<Order>>> PlacedWith(ProviderId provider, OrderId? before, int most, CancellationToken cancel = default) =>
        orders.All(Placed("provider"), provider.Value, before?.Value ?? AfterAll, most);

    public Task<IReadOnlyList<Document<Order>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default) =>
        orders.All(SqliteDesk.Of("orders", "buyer"), buyer.Value, after ?? "", most);

    public Task<IReadOnlyList<Document<Order>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default) =>
        orders.All(SqliteDesk.Of("orders", "provider"), provider.Value, after ?? "", most);

    public Task<IReadOnlyList<Document<Order>>> DueBefore(DateTimeOffset instant, int most, CancellationToken cancel = default) =>
        orders.All(SqliteDesk.Due("orders"), instant.ToUnixTimeMilliseconds(), most);

    public Task<IReadOnlyList<Document<Order>>> InReview(string? after, int most, CancellationToken cancel = default) => orders.All(inReview, after ?? "", most);

    public Task<IReadOnlyList<Document<Order>>> HeldUntil(DateTimeOffset instant, int most, CancellationToken cancel = default) => orders.All(heldUntil, instant.ToUnixTimeMilliseconds(), most);

    public Task<Document<SellingTerms>?> Selling(ProviderId provider, CancellationToken cancel = default) => selling.Find(provider.Value);

    public Task<Document<BuyingTerms>?> Buying(OrganisationId buyer, CancellationToken cancel = default) => buying.Find(buyer.Value);

    private const string Written = "SELECT version, body FROM order_messages WHERE id > ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";

    private const string Changed = "SELECT version, body FROM order_changes WHERE id > ?1 AND id < ?2 ORDER BY id";

    /// <summary>Beyond every id of an order.</summary>
    private const string AfterAll = "ord`";

    private static string Placed(string side) => $"SELECT version, body FROM orders WHERE {Json(side)} = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
}

/// <summary>Requests for offers in SQLite.</summary>
public sealed class SqliteOffers(SqliteDatabase database) : IOffers
{
    internal static readonly string Indexes = SqliteDesk.Indexes("offers");

    private readonly SqliteDocuments<Offer> offers = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<Offer>.OneQuestion, .. SqliteDesk.Questions("offers")];

    public Task<Document<Offer>?> Find(OfferId id, CancellationToken cancel = default) => offers.Find(id.Value);

    public Task<IReadOnlyList<Document<Offer>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default) =>
        offers.All(SqliteDesk.Of("offers", "buyer"), buyer.Value, after ?? "", most);

    public Task<IReadOnlyList<Document<Offer>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default) =>
        offers.All(SqliteDesk.Of("offers", "provider"), provider.Value, after ?? "", most);

    public Task<IReadOnlyList<Document<Offer>>> DueBefore(DateTimeOffset instant, int most, CancellationToken cancel = default) =>
        offers.All(SqliteDesk.Due("offers"), instant.ToUnixTimeMilliseconds(), most);
}

/// <summary>The questions of desks, which are alike for orders and for requests for offers: an index for each holds a desk in its order.</summary>
internal static class SqliteDesk
{
    public static string Indexes(string table) =>
        $"""
        CREATE INDEX {table}_of_buyer ON {table} ({Json("buyer")}, {Json("buyerPlace")});
        CREATE INDEX {table}_of_provider ON {table} ({Json("provider")}, {Json("providerPlace")});
        CREATE INDEX {table}_due ON {table} ({Json("due")});
        """;

    public static string Of(string table, string side) =>
        $"SELECT version, body FROM {table} WHERE {Json(side)} = ?1 AND {Json($"{side}Place")} > ?2 ORDER BY {Json($"{side}Place")} LIMIT ?3";

    public static string Due(string table) => $"SELECT version, body FROM {table} WHERE {Json("due")} < ?1 ORDER BY {Json("due")} LIMIT ?2";

    public static IReadOnlyList<string> Questions(string table) => [Of(table, "buyer"), Of(table, "provider"), Due(table)];
}
