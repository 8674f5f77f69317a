using Marketplace.Identity;
using Marketplace.Storage;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Organisations in SQLite.</summary>
public sealed class SqliteOrganisations(SqliteDatabase database) : IOrganisations
{
    private readonly SqliteDocuments<Organisation> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<Organisation>.OneQuestion, SqliteDocuments<Organisation>.ManyQuestion];

    public async Task<Document<Organisation>?> Find(OrganisationId id, TenantScope scope, CancellationToken cancel = default) =>
        scope.Covers(id) ? await documents.Find(id.Value) : null;

    public Task<IReadOnlyList<Document<Organisation>>> Find(IReadOnlyCollection<OrganisationId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value));
}
