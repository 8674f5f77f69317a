using Marketplace.Payments;
using Marketplace.Payments.Books;
using Marketplace.Payments.Hints;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>Payments in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryPayments(MemoryStore store) : IPayments
{
    public Task<Document<Payment>?> Payment(string reference, CancellationToken cancel = default) => Task.FromResult(store.Find<Payment>(reference));

    public Task<IReadOnlyList<Payment>> Wanting(string? after, int most, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<Payment>>(
        [.. store.Current<Payment>().Select(it => it.Value).Where(it => it.Wants && string.CompareOrdinal(it.Reference, after ?? "") > 0).Take(most)]);

    public Task<Document<ProviderCall>?> Call(string key, CancellationToken cancel = default) => Task.FromResult(store.Find<ProviderCall>(key));

    public Task<IReadOnlyList<Document<ProviderCall>>> Calls(IReadOnlyList<string> keys, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<ProviderCall>>>([.. keys.Distinct().Select(store.Find<ProviderCall>).OfType<Document<ProviderCall>>()]);

    public Task<IReadOnlyList<Document<ProviderCall>>> DueCalls(DateTimeOffset now, int most, CancellationToken cancel = default) => Due<ProviderCall>(it => it.Due, now, most);

    public Task<Document<GatewayHint>?> Hint(string id, CancellationToken cancel = default) => Task.FromResult(store.Find<GatewayHint>(id));

    public Task<IReadOnlyList<Document<GatewayHint>>> DueHints(DateTimeOffset now, int most, CancellationToken cancel = default) => Due<GatewayHint>(it => it.Due, now, most);

    public Task<Document<SweepMark>?> Sweep(CancellationToken cancel = default) => Task.FromResult(store.Find<SweepMark>(SweepMark.Id));

    public Task<Document<InvoiceSeries>?> Series(string name, CancellationToken cancel = default) => Task.FromResult(store.Find<InvoiceSeries>(name));

    public Task<IReadOnlyList<Invoice>> Invoices(string payee, string? after, int most, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<Invoice>>(
        [.. store.Current<Invoice>().Select(it => it.Value).Where(it => it.Payee == payee && string.CompareOrdinal(it.Place, after ?? "") > 0).OrderBy(it => it.Place, StringComparer.Ordinal).Take(most)]);

    public Task<Document<Invoice>?> Invoice(string number, CancellationToken cancel = default) => Task.FromResult(store.Find<Invoice>(number));

    public Task<Document<PayoutAccount>?> PayoutAccount(string payee, CancellationToken cancel = default) => Task.FromResult(store.Find<PayoutAccount>(payee));

    public Task<Document<BooksMark>?> Books(CancellationToken cancel = default) => Task.FromResult(store.Find<BooksMark>(BooksMark.Id));

    public Task<Document<ProviderSum>?> ProviderSum(string reference, CancellationToken cancel = default) => Task.FromResult(store.Find<ProviderSum>(reference));

    public Task<Document<Reconciliation>?> Reconciliation(string id, CancellationToken cancel = default) => Task.FromResult(store.Find<Reconciliation>(id));

    public Task<Document<SimulatedPayment>?> Simulated(string reference, CancellationToken cancel = default) => Task.FromResult(store.Find<SimulatedPayment>(reference));

    public Task<IReadOnlyList<Document<SimulatedPayment>>> DueSimulated(DateTimeOffset now, int most, CancellationToken cancel = default) => Due<SimulatedPayment>(it => it.Due, now, most);

    public Task<IReadOnlyList<Document<SimulatedPayment>>> ChangedSimulated(DateTimeOffset then, int most, CancellationToken cancel = default)
    {
        var from = ProviderCall.DueText(then);
        return Task.FromResult<IReadOnlyList<Document<SimulatedPayment>>>(
        [
            .. store.Current<SimulatedPayment>().Where(it => string.CompareOrdinal(it.Value.Changed, from) >= 0)
                .OrderBy(it => it.Value.Changed, StringComparer.Ordinal).ThenBy(it => it.Value.Reference, StringComparer.Ordinal).Take(most),
        ]);
    }

    private Task<IReadOnlyList<Document<T>>> Due<T>(Func<T, string?> due, DateTimeOffset now, int most)
    {
        var until = ProviderCall.DueText(now);
        return Task.FromResult<IReadOnlyList<Document<T>>>(
            [.. store.Current<T>().Where(it => due(it.Value) is { } at && string.CompareOrdinal(at, until) <= 0).OrderBy(it => due(it.Value), StringComparer.Ordinal).Take(most)]);
    }
}
