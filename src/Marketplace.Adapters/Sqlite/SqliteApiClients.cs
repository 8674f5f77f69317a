using Marketplace.Identity;
using Marketplace.Storage;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>API clients in SQLite.</summary>
public sealed class SqliteApiClients(SqliteDatabase database) : IApiClients
{
    internal static readonly string Index = $"CREATE INDEX api_clients_of_organisation ON api_clients ({Json("organisation")}, id)";

    private static readonly string ofOrganisation = $"SELECT version, body FROM api_clients WHERE {Json("organisation")} = ?1 ORDER BY id DESC LIMIT ?2";

    private readonly SqliteDocuments<ApiClient> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<ApiClient>.OneQuestion, ofOrganisation];

    public Task<Document<ApiClient>?> Find(ApiClientId id, CancellationToken cancel = default) => documents.Find(id.Value);

    public async Task<IReadOnlyList<Document<ApiClient>>> Of(OrganisationId organisation, TenantScope scope, CancellationToken cancel = default) =>
        scope.Covers(organisation) ? await documents.All(ofOrganisation, organisation.Value, IApiClients.Most) : [];
}
