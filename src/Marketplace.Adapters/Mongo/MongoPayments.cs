using Marketplace.Payments;
using Marketplace.Payments.Books;
using Marketplace.Payments.Hints;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Payments in MongoDB.</summary>
public sealed class MongoPayments(MongoMarket market) : IPayments
{
    private readonly MongoDocuments<Payment> payments = new(market);
    private readonly MongoDocuments<ProviderCall> calls = new(market);
    private readonly MongoDocuments<GatewayHint> hints = new(market);
    private readonly MongoDocuments<SweepMark> sweeps = new(market);
    private readonly MongoDocuments<InvoiceSeries> series = new(market);
    private readonly MongoDocuments<Invoice> invoices = new(market);
    private readonly MongoDocuments<PayoutAccount> accounts = new(market);
    private readonly MongoDocuments<BooksMark> books = new(market);
    private readonly MongoDocuments<ProviderSum> sums = new(market);
    private readonly MongoDocuments<Reconciliation> reconciliations = new(market);
    private readonly MongoDocuments<SimulatedPayment> simulated = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
    [
        new(StoredAs<Payment>.Collection, "wanting", "{ _id: 1, 'body.wants': 1 }", OnlyWhere: "{ 'body.wants': true }"),
        new(StoredAs<ProviderCall>.Collection, "due", "{ 'body.due': 1 }"),
        new(StoredAs<GatewayHint>.Collection, "due", "{ 'body.due': 1 }"),
        new(StoredAs<SimulatedPayment>.Collection, "due", "{ 'body.due': 1 }"),
        new(StoredAs<SimulatedPayment>.Collection, "changed", "{ 'body.changed': 1, _id: 1 }"),
    ];

    public Task<Document<Payment>?> Payment(string reference, CancellationToken cancel = default) => payments.Find(reference, cancel);

    public async Task<IReadOnlyList<Payment>> Wanting(string? after, int most, CancellationToken cancel = default)
    {
        var wanting = new BsonDocument { { "body.wants", true }, { "_id", new BsonDocument("$gt", after ?? "") } };
        return [.. (await MongoDocuments<Payment>.All(payments.Current.Find(wanting).Sort(new BsonDocument("_id", 1)).Limit(most), cancel)).Select(it => it.Value)];
    }

    public Task<Document<ProviderCall>?> Call(string key, CancellationToken cancel = default) => calls.Find(key, cancel);

    public Task<IReadOnlyList<Document<ProviderCall>>> Calls(IReadOnlyList<string> keys, CancellationToken cancel = default) => calls.Find(keys, cancel);

    public Task<IReadOnlyList<Document<ProviderCall>>> DueCalls(DateTimeOffset now, int most, CancellationToken cancel = default) => Due(calls, now, most, cancel);

    public Task<Document<GatewayHint>?> Hint(string id, CancellationToken cancel = default) => hints.Find(id, cancel);

    public Task<IReadOnlyList<Document<GatewayHint>>> DueHints(DateTimeOffset now, int most, CancellationToken cancel = default) => Due(hints, now, most, cancel);

    public Task<Document<SweepMark>?> Sweep(CancellationToken cancel = default) => sweeps.Find(SweepMark.Id, cancel);

    public Task<Document<InvoiceSeries>?> Series(string name, CancellationToken cancel = default) => series.Find(name, cancel);

    public async Task<IReadOnlyList<Invoice>> Invoices(string payee, string? after, int most, CancellationToken cancel = default)
    {
        var of = new BsonDocument { { "body.payee", payee }, { "body.place", new BsonDocument("$gt", after ?? "") } };
        return [.. (await MongoDocuments<Invoice>.All(invoices.Current.Find(of).Sort(new BsonDocument("body.place", 1)).Limit(most), cancel)).Select(it => it.Value)];
    }

    public Task<Document<Invoice>?> Invoice(string number, CancellationToken cancel = default) => invoices.Find(number, cancel);

    public Task<Document<PayoutAccount>?> PayoutAccount(string payee, CancellationToken cancel = default) => accounts.Find(payee, cancel);

    public Task<Document<BooksMark>?> Books(CancellationToken cancel = default) => books.Find(BooksMark.Id, cancel);

    public Task<Document<ProviderSum>?> ProviderSum(string reference, CancellationToken cancel = default) => sums.Find(reference, cancel);

    public Task<Document<Reconciliation>?> Reconciliation(string id, CancellationToken cancel = default) => reconciliations.Find(id, cancel);

    public Task<Document<SimulatedPayment>?> Simulated(string reference, CancellationToken cancel = default) => simulated.Find(reference, cancel);

    public Task<IReadOnlyList<Document<SimulatedPayment>>> DueSimulated(DateTimeOffset now, int most, CancellationToken cancel = default) => Due(simulated, now, most, cancel);

    public Task<IReadOnlyList<Document<SimulatedPayment>>> ChangedSimulated(DateTimeOffset then, int most, CancellationToken cancel = default) => MongoDocuments<SimulatedPayment>.All(
        simulated.Current.Find(new BsonDocument("body.changed", new BsonDocument("$gte", ProviderCall.DueText(then)))).Sort(new BsonDocument { { "body.changed", 1 }, { "_id", 1 } }).Limit(most), cancel);

    private static Task<IReadOnlyList<Document<T>>> Due<T>(MongoDocuments<T> of, DateTimeOffset now, int most, CancellationToken cancel) => MongoDocuments<T>.All(
        of.Current.Find(new BsonDocument("body.due", new BsonDocument { { "$gt", "" }, { "$lte", ProviderCall.DueText(now) } })).Sort(new BsonDocument("body.due", 1)).Limit(most), cancel);
}
