using Marketplace.Disputes;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Disputes in SQLite.</summary>
public sealed class SqliteDisputes(SqliteDatabase database) : IDisputes
{
    internal static readonly string Indexes =
        $"""
        CREATE INDEX disputes_of_order ON disputes ({Json("order")}, id);
        CREATE INDEX disputes_queue ON disputes ({Json("place")});
        CREATE INDEX disputes_of_buyer ON disputes ({Json("buyer")}, {Json("place")});
        CREATE INDEX disputes_of_provider ON disputes ({Json("provider")}, {Json("place")});
        """;

    private static readonly string ofOrder = $"SELECT version, body FROM disputes WHERE {Json("order")} = ?1 ORDER BY id";
    private static readonly string queue = $"SELECT version, body FROM disputes WHERE {Json("place")} > ?1 ORDER BY {Json("place")} LIMIT ?2";

    private readonly SqliteDocuments<Dispute> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<Dispute>.OneQuestion, ofOrder, queue, Of("buyer"), Of("provider")];

    public Task<Document<Dispute>?> Find(DisputeId id, CancellationToken cancel = default) => documents.Find(id.Value);

    public Task<IReadOnlyList<Document<Dispute>>> OfOrder(OrderId order, CancellationToken cancel = default) => documents.All(ofOrder, order.Value);

    public Task<IReadOnlyList<Document<Dispute>>> Queue(string? after, int most, CancellationToken cancel = default) => documents.All(queue, after ?? "", most);

    public Task<IReadOnlyList<Document<Dispute>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default) => documents.All(Of("buyer"), buyer.Value, after ?? "", most);

    public Task<IReadOnlyList<Document<Dispute>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default) => documents.All(Of("provider"), provider.Value, after ?? "", most);

    private static string Of(string side) => $"SELECT version, body FROM disputes WHERE {Json(side)} = ?1 AND {Json("place")} > ?2 ORDER BY {Json("place")} LIMIT ?3";
}
