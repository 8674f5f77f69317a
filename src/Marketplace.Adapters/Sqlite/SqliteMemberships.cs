using Marketplace.Identity;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Memberships in SQLite.</summary>
public sealed class SqliteMemberships(SqliteDatabase database) : IMemberships
{
    private const string OfPerson = "SELECT version, body FROM memberships WHERE id > ?1 AND id < ?2 ORDER BY id";

    private readonly SqliteDocuments<Membership> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [OfPerson];

    public async Task<IReadOnlyList<OrganisationId>> Of(string person, CancellationToken cancel = default)
    {
        var (after, before) = Membership.Range(person);
        return [.. (await documents.All(OfPerson, after, before)).Select(it => it.Value.Organisation)];
    }
}
