using Marketplace.Identity;
using Marketplace.Storage;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Invitations in SQLite.</summary>
public sealed class SqliteInvitations(SqliteDatabase database) : IInvitations
{
    internal static readonly string Index = $"CREATE INDEX invitations_standing ON invitations ({Json("organisation")}, id) WHERE {Json("state")} = 'open'";

    private static readonly string standing =
        $"SELECT version, body FROM invitations WHERE {Json("organisation")} = ?1 AND {Json("state")} = 'open' ORDER BY id DESC LIMIT ?2";

    private readonly SqliteDocuments<Invitation> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<Invitation>.OneQuestion, standing];

    public Task<Document<Invitation>?> Find(InvitationId id, CancellationToken cancel = default) => documents.Find(id.Value);

    public async Task<IReadOnlyList<Document<Invitation>>> Standing(OrganisationId organisation, TenantScope scope, CancellationToken cancel = default) =>
        scope.Covers(organisation) ? await documents.All(standing, organisation.Value, IInvitations.Most) : [];
}
