using Marketplace.Payments.Books;
using Marketplace.Payments.Hints;
using Marketplace.Storage;

namespace Marketplace.Payments;

/// <summary>What storage must answer about payments, the calls they made and what the provider told of them.</summary>
public interface IPayments
{
    Task<Document<Payment>?> Payment(string reference, CancellationToken cancel = default);

    /// <summary>Those that want a person, in the order of their references, after the given one.</summary>
    Task<IReadOnlyList<Payment>> Wanting(string? after, int most, CancellationToken cancel = default);

    Task<Document<ProviderCall>?> Call(string key, CancellationToken cancel = default);

    Task<IReadOnlyList<Document<ProviderCall>>> Calls(IReadOnlyList<string> keys, CancellationToken cancel = default);

    /// <summary>The calls that fell due by then, the longest due first.</summary>
    Task<IReadOnlyList<Document<ProviderCall>>> DueCalls(DateTimeOffset now, int most, CancellationToken cancel = default);

    Task<Document<GatewayHint>?> Hint(string id, CancellationToken cancel = default);

    /// <summary>The hints that fell due by then, the longest due first.</summary>
    Task<IReadOnlyList<Document<GatewayHint>>> DueHints(DateTimeOffset now, int most, CancellationToken cancel = default);

    /// <summary>How far the provider's list of events was read.</summary>
    Task<Document<SweepMark>?> Sweep(CancellationToken cancel = default);

    Task<Document<InvoiceSeries>?> Series(string name, CancellationToken cancel = default);

    /// <summary>The invoices and credit notes of a payee, in the order of <see cref="Payments.Invoice.Place"/>, after the given place.</summary>
    Task<IReadOnlyList<Invoice>> Invoices(string payee, string? after, int most, CancellationToken cancel = default);

    Task<Document<Invoice>?> Invoice(string number, CancellationToken cancel = default);

    /// <summary>Where a payee is paid; null where nothing was opened for them.</summary>
    Task<Document<PayoutAccount>?> PayoutAccount(string payee, CancellationToken cancel = default);

    /// <summary>How far the provider's books were compared with ours.</summary>
    Task<Document<BooksMark>?> Books(CancellationToken cancel = default);

    /// <summary>What the provider's lines of a payment add up to, as far as they were read.</summary>
    Task<Document<ProviderSum>?> ProviderSum(string reference, CancellationToken cancel = default);

    Task<Document<Reconciliation>?> Reconciliation(string id, CancellationToken cancel = default);

    /// <summary>What the simulated provider keeps of a reference.</summary>
    Task<Document<SimulatedPayment>?> Simulated(string reference, CancellationToken cancel = default);

    /// <summary>Where the simulated provider has something to do by then, the longest due first.</summary>
    Task<IReadOnlyList<Document<SimulatedPayment>>> DueSimulated(DateTimeOffset now, int most, CancellationToken cancel = default);

    /// <summary>Where something happened at the simulated provider since then, the oldest first.</summary>
    Task<IReadOnlyList<Document<SimulatedPayment>>> ChangedSimulated(DateTimeOffset then, int most, CancellationToken cancel = default);
}
