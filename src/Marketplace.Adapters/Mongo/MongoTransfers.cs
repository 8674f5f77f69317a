using Marketplace.Payments;
using Marketplace.Storage;

namespace Marketplace.Adapters.Mongo;

/// <summary>Bank transfers in MongoDB.</summary>
public sealed class MongoTransfers(MongoMarket market) : ITransfers
{
    private readonly MongoDocuments<PayeeAccount> accounts = new(market);

    public Task<Document<PayeeAccount>?> Account(string payee, CancellationToken cancel = default) => accounts.Find(payee, cancel);
}
