using Marketplace.Payments;
using Marketplace.Storage;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Bank transfers in SQLite.</summary>
public sealed class SqliteTransfers(SqliteDatabase database) : ITransfers
{
    private readonly SqliteDocuments<PayeeAccount> accounts = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<PayeeAccount>.OneQuestion];

    public Task<Document<PayeeAccount>?> Account(string payee, CancellationToken cancel = default) => accounts.Find(payee);
}
