using Marketplace.Storage;

namespace Marketplace.Payments.Ledger;

/// <summary>What storage must answer about the ledger.</summary>
public interface ILedger
{
    Task<Document<LedgerEntry>?> Entry(string id, CancellationToken cancel = default);

    /// <summary>The entries of a payment, in the order of <see cref="LedgerEntry.Place"/>, after the given place.</summary>
    Task<IReadOnlyList<LedgerEntry>> OfReference(string reference, string? after, int most, CancellationToken cancel = default);

    /// <summary>The entries of an account, likewise.</summary>
    Task<IReadOnlyList<LedgerEntry>> OfAccount(string account, string? after, int most, CancellationToken cancel = default);

    /// <summary>The balance as far as the log was heard: one read, however long the account's history is. Null where nothing was ever posted.</summary>
    Task<Document<LedgerBalance>?> Balance(string account, string currency, CancellationToken cancel = default);

    /// <summary>All balances, in the order of their ids, after the given one.</summary>
    Task<IReadOnlyList<LedgerBalance>> Balances(string? after, int most, CancellationToken cancel = default);
}
