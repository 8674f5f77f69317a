using Marketplace.Payments.Ledger;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>The ledger in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryLedger(MemoryStore store) : ILedger
{
    public Task<Document<LedgerEntry>?> Entry(string id, CancellationToken cancel = default) => Task.FromResult(store.Find<LedgerEntry>(id));

    public Task<IReadOnlyList<LedgerEntry>> OfReference(string reference, string? after, int most, CancellationToken cancel = default) => Entries(it => it.Reference == reference, after, most);

    public Task<IReadOnlyList<LedgerEntry>> OfAccount(string account, string? after, int most, CancellationToken cancel = default) => Entries(it => it.Account == account, after, most);

    public Task<Document<LedgerBalance>?> Balance(string account, string currency, CancellationToken cancel = default) =>
        Task.FromResult(store.Find<LedgerBalance>(LedgerBalance.IdOf(account, currency)));

    public Task<IReadOnlyList<LedgerBalance>> Balances(string? after, int most, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<LedgerBalance>>(
        [.. store.Current<LedgerBalance>().Select(it => it.Value).Where(it => string.CompareOrdinal(it.Id, after ?? "") > 0).Take(most)]);

    private Task<IReadOnlyList<LedgerEntry>> Entries(Func<LedgerEntry, bool> fits, string? after, int most) => Task.FromResult<IReadOnlyList<LedgerEntry>>(
    [
        .. store.Current<LedgerEntry>().Select(it => it.Value).Where(it => fits(it) && string.CompareOrdinal(it.Place, after ?? "") > 0)
            .OrderBy(it => it.Place, StringComparer.Ordinal).Take(most),
    ]);
}
