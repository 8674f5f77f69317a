using Marketplace.Payments;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Bank transfers in MongoDB.</summary>
public sealed class MongoTransfers(MongoMarket market) : ITransfers
{
    private readonly MongoDocuments<PayeeAccount> accounts = new(market);
    private readonly MongoDocuments<TransferName> names = new(market);
    private readonly MongoDocuments<StatementLine> lines = new(market);
    private readonly MongoDocuments<ProviderCall> calls = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
    [
        new(StoredAs<StatementLine>.Collection, "waiting", "{ 'body.waits': 1 }"),
        new(StoredAs<ProviderCall>.Collection, "task", "{ 'body.task': 1 }"),
        new(StoredAs<Invoice>.Collection, "payee", "{ 'body.payee': 1, 'body.place': 1 }"),
    ];

    public Task<Document<PayeeAccount>?> Account(string payee, CancellationToken cancel = default) => accounts.Find(payee, cancel);

    public Task<Document<TransferName>?> Named(string reference, CancellationToken cancel = default) => names.Find(reference, cancel);

    public Task<Document<StatementLine>?> Line(string id, CancellationToken cancel = default) => lines.Find(id, cancel);

    public Task<IReadOnlyList<Document<StatementLine>>> Lines(IReadOnlyList<string> ids, CancellationToken cancel = default) => lines.Find(ids, cancel);

    public Task<IReadOnlyList<Document<StatementLine>>> WaitingLines(int most, CancellationToken cancel = default) => Waiting(lines, "body.waits", most, cancel);

    public Task<IReadOnlyList<Document<ProviderCall>>> Tasks(int most, CancellationToken cancel = default) => Waiting(calls, "body.task", most, cancel);

    private static Task<IReadOnlyList<Document<T>>> Waiting<T>(MongoDocuments<T> of, string place, int most, CancellationToken cancel) => MongoDocuments<T>.All(
        of.Current.Find(new BsonDocument(place, new BsonDocument("$gt", ""))).Sort(new BsonDocument(place, 1)).Limit(most), cancel);
}
