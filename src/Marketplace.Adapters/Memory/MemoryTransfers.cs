using Marketplace.Payments;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>Bank transfers in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryTransfers(MemoryStore store) : ITransfers
{
    public Task<Document<PayeeAccount>?> Account(string payee, CancellationToken cancel = default) => Task.FromResult(store.Find<PayeeAccount>(payee));
}
