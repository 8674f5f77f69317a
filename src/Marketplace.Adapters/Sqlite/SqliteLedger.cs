using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>The ledger in SQLite.</summary>
public sealed class SqliteLedger(SqliteDatabase database) : ILedger
{
    internal static readonly string Indexes =
        $"""
        CREATE INDEX ledger_entries_of_reference ON ledger_entries ({Json("reference")}, {Json("place")});
        CREATE INDEX ledger_entries_of_account ON ledger_entries ({Json("account")}, {Json("place")});
        """;

    private const string Balanced = "SELECT version, body FROM ledger_balances WHERE id > ?1 ORDER BY id LIMIT ?2";

    private readonly SqliteDocuments<LedgerEntry> entries = new(database);
    private readonly SqliteDocuments<LedgerBalance> balances = new(database);

    internal static IReadOnlyList<string> Questions { get; } =
        [SqliteDocuments<LedgerEntry>.OneQuestion, Of("reference"), Of("account"), SqliteDocuments<LedgerBalance>.OneQuestion, Balanced];

    public Task<Document<LedgerEntry>?> Entry(string id, CancellationToken cancel = default) => entries.Find(id);

    public Task<IReadOnlyList<LedgerEntry>> OfReference(string reference, string? after, int most, CancellationToken cancel = default) => Entries(Of("reference"), reference, after, most);

    public Task<IReadOnlyList<LedgerEntry>> OfAccount(string account, string? after, int most, CancellationToken cancel = default) => Entries(Of("account"), account, after, most);

    public Task<Document<LedgerBalance>?> Balance(string account, string currency, CancellationToken cancel = default) => balances.Find(LedgerBalance.IdOf(account, currency));

    public async Task<IReadOnlyList<LedgerBalance>> Balances(string? after, int most, CancellationToken cancel = default) => [.. (await balances.All(Balanced, after ?? "", most)).Select(it => it.Value)];

    private async Task<IReadOnlyList<LedgerEntry>> Entries(string question, string of, string? after, int most) => [.. (await entries.All(question, of, after ?? "", most)).Select(it => it.Value)];

    private static string Of(string what) => $"SELECT version, body FROM ledger_entries WHERE {Json(what)} = ?1 AND {Json("place")} > ?2 ORDER BY {Json("place")} LIMIT ?3";
}
