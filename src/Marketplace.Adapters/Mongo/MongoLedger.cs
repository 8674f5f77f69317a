using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>The ledger in MongoDB.</summary>
public sealed class MongoLedger(MongoMarket market) : ILedger
{
    private readonly MongoDocuments<LedgerEntry> entries = new(market);
    private readonly MongoDocuments<LedgerBalance> balances = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
    [
        new(StoredAs<LedgerEntry>.Collection, "reference", "{ 'body.reference': 1, 'body.place': 1 }"),
        new(StoredAs<LedgerEntry>.Collection, "account", "{ 'body.account': 1, 'body.place': 1 }"),
    ];

    public Task<Document<LedgerEntry>?> Entry(string id, CancellationToken cancel = default) => entries.Find(id, cancel);

    public Task<IReadOnlyList<LedgerEntry>> OfReference(string reference, string? after, int most, CancellationToken cancel = default) => Entries("body.reference", reference, after, most, cancel);

    public Task<IReadOnlyList<LedgerEntry>> OfAccount(string account, string? after, int most, CancellationToken cancel = default) => Entries("body.account", account, after, most, cancel);

    public Task<Document<LedgerBalance>?> Balance(string account, string currency, CancellationToken cancel = default) => balances.Find(LedgerBalance.IdOf(account, currency), cancel);

    public async Task<IReadOnlyList<LedgerBalance>> Balances(string? after, int most, CancellationToken cancel = default)
    {
        var further = new BsonDocument("_id", new BsonDocument("$gt", after ?? ""));
        return [.. (await MongoDocuments<LedgerBalance>.All(balances.Current.Find(further).Sort(new BsonDocument("_id", 1)).Limit(most), cancel)).Select(it => it.Value)];
    }

    private async Task<IReadOnlyList<LedgerEntry>> Entries(string field, string value, string? after, int most, CancellationToken cancel)
    {
        var of = new BsonDocument { { field, value }, { "body.place", new BsonDocument("$gt", after ?? "") } };
        return [.. (await MongoDocuments<LedgerEntry>.All(entries.Current.Find(of).Sort(new BsonDocument("body.place", 1)).Limit(most), cancel)).Select(it => it.Value)];
    }
}
