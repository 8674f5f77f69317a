using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Providers in SQLite.</summary>
public sealed class SqliteProviders(SqliteDatabase database) : IProviders
{
    private const string Number = "SELECT count(*) FROM providers";
    private const string PageAfter = "SELECT version, body FROM providers WHERE id > ?1 ORDER BY id LIMIT ?2";

    private static readonly string registered =
        $"SELECT version, body FROM providers WHERE {Json("country")} = ?1 AND {Json("registrationNumber")} = ?2 ORDER BY id LIMIT 1";

    private readonly SqliteDocuments<Provider> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [.. SqliteDocuments<Provider>.Questions, registered, PageAfter, Number];

    public Task<Document<Provider>?> Find(ProviderId id, CancellationToken cancel = default) => documents.Find(id.Value);

    public Task<IReadOnlyList<Document<Provider>>> Find(IReadOnlyCollection<ProviderId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value));

    public Task<Document<Provider>?> Registered(string country, string registrationNumber, CancellationToken cancel = default) =>
        documents.First(registered, country, registrationNumber);

    public Task<IReadOnlyList<Document<Provider>>> Page(ProviderId? after, int most, CancellationToken cancel = default) =>
        documents.All(PageAfter, after?.Value ?? "", most);

    public Task<long> Count(CancellationToken cancel = default) => documents.Count(Number);
}
