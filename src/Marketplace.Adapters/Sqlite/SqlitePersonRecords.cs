using Marketplace.Identity.SignIn;
using Marketplace.Identity.Staff;
using Marketplace.Storage;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>People in SQLite.</summary>
public sealed class SqlitePersonRecords(SqliteDatabase database) : IPersonRecords
{
    internal static readonly string Index = $"CREATE INDEX people_email ON people ({Json("email")}, id)";

    private static readonly string withEmail = $"SELECT version, body FROM people WHERE {Json("email")} = ?1 ORDER BY id";

    private readonly SqliteDocuments<PersonRecord> people = new(database);
    private readonly SqliteDocuments<PlatformStaff> staff = new(database);
    private readonly SqliteDocuments<Founding> foundings = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<PersonRecord>.OneQuestion, withEmail];

    public Task<Document<PersonRecord>?> Find(PersonId id, CancellationToken cancel = default) => people.Find(id.Value);

    public Task<IReadOnlyList<Document<PersonRecord>>> WithEmail(string email, CancellationToken cancel = default) => people.All(withEmail, email);

    public Task<Document<PlatformStaff>?> Staff(CancellationToken cancel = default) => staff.Find(PlatformStaff.Id);

    public async Task<Founding?> Founding(CancellationToken cancel = default) =>
        (await foundings.Find(Identity.SignIn.Founding.Id))?.Value;
}
