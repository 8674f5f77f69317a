using Marketplace.Identity.SignIn;
using Marketplace.Storage;

namespace Marketplace.Adapters.Sqlite;

/// <summary>People in SQLite.</summary>
public sealed class SqlitePersonRecords(SqliteDatabase database) : IPersonRecords
{
    private readonly SqliteDocuments<PersonRecord> people = new(database);
    private readonly SqliteDocuments<Founding> foundings = new(database);

    public Task<Document<PersonRecord>?> Find(PersonId id, CancellationToken cancel = default) => people.Find(id.Value);

    public async Task<Founding?> Founding(CancellationToken cancel = default) =>
        (await foundings.Find(Identity.SignIn.Founding.Id))?.Value;
}
