using Marketplace.Payments;
using Marketplace.Payments.Books;
using Marketplace.Payments.Hints;
using Marketplace.Storage;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Payments in SQLite.</summary>
public sealed class SqlitePayments(SqliteDatabase database) : IPayments
{
    internal static readonly string Indexes =
        $"""
        CREATE INDEX payments_wanting ON payments (id) WHERE {Json("wants")} = 1;
        {DueIndex("provider_calls")}
        {DueIndex("payment_hints")}
        {DueIndex("simulated_payments")}
        CREATE INDEX simulated_payments_changed ON simulated_payments ({Json("changed")}, id);
        """;

    private static readonly string wanting = $"SELECT version, body FROM payments WHERE {Json("wants")} = 1 AND id > ?1 ORDER BY id LIMIT ?2";

    private static readonly string changed = $"SELECT version, body FROM simulated_payments WHERE {Json("changed")} >= ?1 ORDER BY {Json("changed")}, id LIMIT ?2";

    private static readonly string ofPayee = $"SELECT version, body FROM invoices WHERE {Json("payee")} = ?1 AND {Json("place")} > ?2 ORDER BY {Json("place")} LIMIT ?3";

    private readonly SqliteDocuments<Payment> payments = new(database);
    private readonly SqliteDocuments<ProviderCall> calls = new(database);
    private readonly SqliteDocuments<GatewayHint> hints = new(database);
    private readonly SqliteDocuments<SweepMark> sweeps = new(database);
    private readonly SqliteDocuments<InvoiceSeries> series = new(database);
    private readonly SqliteDocuments<Invoice> invoices = new(database);
    private readonly SqliteDocuments<PayoutAccount> accounts = new(database);
    private readonly SqliteDocuments<BooksMark> books = new(database);
    private readonly SqliteDocuments<ProviderSum> sums = new(database);
    private readonly SqliteDocuments<Reconciliation> reconciliations = new(database);
    private readonly SqliteDocuments<SimulatedPayment> simulated = new(database);

    internal static IReadOnlyList<string> Questions { get; } =
    [
        SqliteDocuments<Payment>.OneQuestion, wanting, SqliteDocuments<ProviderCall>.OneQuestion, SqliteDocuments<ProviderCall>.ManyQuestion, Fallen("provider_calls"),
        SqliteDocuments<GatewayHint>.OneQuestion, Fallen("payment_hints"), SqliteDocuments<SimulatedPayment>.OneQuestion, Fallen("simulated_payments"), changed, ofPayee,
    ];

    public Task<Document<Payment>?> Payment(string reference, CancellationToken cancel = default) => payments.Find(reference);

    public async Task<IReadOnlyList<Payment>> Wanting(string? after, int most, CancellationToken cancel = default) => [.. (await payments.All(wanting, after ?? "", most)).Select(it => it.Value)];

    public Task<Document<ProviderCall>?> Call(string key, CancellationToken cancel = default) => calls.Find(key);

    public Task<IReadOnlyList<Document<ProviderCall>>> Calls(IReadOnlyList<string> keys, CancellationToken cancel = default) => calls.Find(keys);

    public Task<IReadOnlyList<Document<ProviderCall>>> DueCalls(DateTimeOffset now, int most, CancellationToken cancel = default) =>
        calls.All(Fallen("provider_calls"), ProviderCall.DueText(now), most);

    public Task<Document<GatewayHint>?> Hint(string id, CancellationToken cancel = default) => hints.Find(id);

    public Task<IReadOnlyList<Document<GatewayHint>>> DueHints(DateTimeOffset now, int most, CancellationToken cancel = default) =>
        hints.All(Fallen("payment_hints"), ProviderCall.DueText(now), most);

    public Task<Document<SweepMark>?> Sweep(CancellationToken cancel = default) => sweeps.Find(SweepMark.Id);

    public Task<Document<InvoiceSeries>?> Series(string name, CancellationToken cancel = default) => series.Find(name);

    public async Task<IReadOnlyList<Invoice>> Invoices(string payee, string? after, int most, CancellationToken cancel = default) => [.. (await invoices.All(ofPayee, payee, after ?? "", most)).Select(it => it.Value)];

    public Task<Document<Invoice>?> Invoice(string number, CancellationToken cancel = default) => invoices.Find(number);

    public Task<Document<PayoutAccount>?> PayoutAccount(string payee, CancellationToken cancel = default) => accounts.Find(payee);

    public Task<Document<BooksMark>?> Books(CancellationToken cancel = default) => books.Find(BooksMark.Id);

    public Task<Document<ProviderSum>?> ProviderSum(string reference, CancellationToken cancel = default) => sums.Find(reference);

    public Task<Document<Reconciliation>?> Reconciliation(string id, CancellationToken cancel = default) => reconciliations.Find(id);

    public Task<Document<SimulatedPayment>?> Simulated(string reference, CancellationToken cancel = default) => simulated.Find(reference);

    public Task<IReadOnlyList<Document<SimulatedPayment>>> DueSimulated(DateTimeOffset now, int most, CancellationToken cancel = default) =>
        simulated.All(Fallen("simulated_payments"), ProviderCall.DueText(now), most);

    public Task<IReadOnlyList<Document<SimulatedPayment>>> ChangedSimulated(DateTimeOffset then, int most, CancellationToken cancel = default) =>
        simulated.All(changed, ProviderCall.DueText(then), most);

    private static string DueIndex(string table) => $"CREATE INDEX {table}_due ON {table} ({Json("due")}) WHERE {Json("due")} IS NOT NULL;";

    private static string Fallen(string table) => $"SELECT version, body FROM {table} WHERE {Json("due")} IS NOT NULL AND {Json("due")} <= ?1 ORDER BY {Json("due")} LIMIT ?2";
}
