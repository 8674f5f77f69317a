using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Organisations in SQLite.</summary>
public sealed class SqliteOrganisations(SqliteDatabase database) : IOrganisations
{
    /// <summary>For which providers an organisation speaks: an array inside JSON cannot be indexed, so triggers keep this table beside it.</summary>
    internal static readonly string Speakers =
        $"""
        CREATE TABLE organisation_providers (provider TEXT NOT NULL, organisation TEXT NOT NULL, PRIMARY KEY (provider, organisation)) STRICT, WITHOUT ROWID;
        CREATE INDEX organisation_providers_of_organisation ON organisation_providers (organisation);
        INSERT OR IGNORE INTO organisation_providers (provider, organisation) SELECT value, organisations.id FROM organisations, json_each(organisations.body, '$.providers');
        {Trigger("INSERT")}
        {Trigger("UPDATE")}
        """;

    private const string speaking =
        "SELECT version, body FROM organisations WHERE id IN (SELECT organisation FROM organisation_providers WHERE provider = ?1) ORDER BY id";

    private readonly SqliteDocuments<Organisation> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<Organisation>.OneQuestion, SqliteDocuments<Organisation>.ManyQuestion, speaking];

    public async Task<Document<Organisation>?> Find(OrganisationId id, TenantScope scope, CancellationToken cancel = default) =>
        scope.Covers(id) ? await documents.Find(id.Value) : null;

    public Task<IReadOnlyList<Document<Organisation>>> Find(IReadOnlyCollection<OrganisationId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value));

    public Task<IReadOnlyList<Document<Organisation>>> SpeakingFor(ProviderId provider, CancellationToken cancel = default) => documents.All(speaking, provider.Value);

    private static string Trigger(string change) =>
        $"""
        CREATE TRIGGER organisations_providers_{change} AFTER {change} ON organisations BEGIN
            DELETE FROM organisation_providers WHERE organisation = new.id;
            INSERT OR IGNORE INTO organisation_providers (provider, organisation) SELECT value, new.id FROM json_each(new.body, '$.providers');
        END;
        """;
}
