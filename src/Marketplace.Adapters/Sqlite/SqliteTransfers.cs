using Marketplace.Payments;
using Marketplace.Storage;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Bank transfers in SQLite.</summary>
public sealed class SqliteTransfers(SqliteDatabase database) : ITransfers
{
    internal static readonly string Indexes =
        $"""
        CREATE INDEX statement_lines_waiting ON statement_lines ({Json("waits")}) WHERE {Json("waits")} IS NOT NULL;
        CREATE INDEX provider_calls_task ON provider_calls ({Json("task")}) WHERE {Json("task")} IS NOT NULL;
        CREATE INDEX invoices_of_payee ON invoices ({Json("payee")}, {Json("place")});
        """;

    private static readonly string waitingLines = Waiting("statement_lines", "waits");

    private static readonly string tasks = Waiting("provider_calls", "task");

    private readonly SqliteDocuments<PayeeAccount> accounts = new(database);
    private readonly SqliteDocuments<TransferName> names = new(database);
    private readonly SqliteDocuments<StatementLine> lines = new(database);
    private readonly SqliteDocuments<ProviderCall> calls = new(database);

    internal static IReadOnlyList<string> Questions { get; } =
    [
        SqliteDocuments<PayeeAccount>.OneQuestion, SqliteDocuments<TransferName>.OneQuestion, SqliteDocuments<StatementLine>.OneQuestion, SqliteDocuments<StatementLine>.ManyQuestion, waitingLines, tasks,
    ];

    public Task<Document<PayeeAccount>?> Account(string payee, CancellationToken cancel = default) => accounts.Find(payee);

    public Task<Document<TransferName>?> Named(string reference, CancellationToken cancel = default) => names.Find(reference);

    public Task<Document<StatementLine>?> Line(string id, CancellationToken cancel = default) => lines.Find(id);

    public Task<IReadOnlyList<Document<StatementLine>>> Lines(IReadOnlyList<string> ids, CancellationToken cancel = default) => lines.Find(ids);

    public Task<IReadOnlyList<Document<StatementLine>>> WaitingLines(int most, CancellationToken cancel = default) => lines.All(waitingLines, most);

    public Task<IReadOnlyList<Document<ProviderCall>>> Tasks(int most, CancellationToken cancel = default) => calls.All(tasks, most);

    private static string Waiting(string table, string place) => $"SELECT version, body FROM {table} WHERE {Json(place)} IS NOT NULL ORDER BY {Json(place)} LIMIT ?1";
}
