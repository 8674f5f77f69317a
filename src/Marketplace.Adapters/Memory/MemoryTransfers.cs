using Marketplace.Payments;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>Bank transfers in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryTransfers(MemoryStore store) : ITransfers
{
    public Task<Document<PayeeAccount>?> Account(string payee, CancellationToken cancel = default) => Task.FromResult(store.Find<PayeeAccount>(payee));

    public Task<Document<TransferName>?> Named(string reference, CancellationToken cancel = default) => Task.FromResult(store.Find<TransferName>(reference));

    public Task<Document<StatementLine>?> Line(string id, CancellationToken cancel = default) => Task.FromResult(store.Find<StatementLine>(id));

    public Task<IReadOnlyList<Document<StatementLine>>> Lines(IReadOnlyList<string> ids, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<StatementLine>>>([.. ids.Distinct().Select(store.Find<StatementLine>).OfType<Document<StatementLine>>()]);

    public Task<IReadOnlyList<Document<StatementLine>>> WaitingLines(int most, CancellationToken cancel = default) => Waiting<StatementLine>(it => it.Waits, most);

    public Task<IReadOnlyList<Document<ProviderCall>>> Tasks(int most, CancellationToken cancel = default) => Waiting<ProviderCall>(it => it.Task, most);

    private Task<IReadOnlyList<Document<T>>> Waiting<T>(Func<T, string?> place, int most) => Task.FromResult<IReadOnlyList<Document<T>>>(
        [.. store.Current<T>().Where(it => place(it.Value) is not null).OrderBy(it => place(it.Value), StringComparer.Ordinal).Take(most)]);
}
