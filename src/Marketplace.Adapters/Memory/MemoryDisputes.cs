using Marketplace.Disputes;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Memory;

/// <summary>Disputes in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryDisputes(MemoryStore store) : IDisputes
{
    public Task<Document<Dispute>?> Find(DisputeId id, CancellationToken cancel = default) => Task.FromResult(store.Find<Dispute>(id.Value));

    public Task<IReadOnlyList<Document<Dispute>>> OfOrder(OrderId order, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Dispute>>>([.. store.Current<Dispute>().Where(it => it.Value.Order == order).OrderBy(it => it.Value.Id.Value, StringComparer.Ordinal)]);

    public Task<IReadOnlyList<Document<Dispute>>> Queue(string? after, int most, CancellationToken cancel = default) => Page(_ => true, after, most);

    public Task<IReadOnlyList<Document<Dispute>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default) => Page(it => it.Buyer == buyer, after, most);

    public Task<IReadOnlyList<Document<Dispute>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default) => Page(it => it.Provider == provider, after, most);

    private Task<IReadOnlyList<Document<Dispute>>> Page(Func<Dispute, bool> mine, string? after, int most) =>
        MemoryDesk.Page(store.Current<Dispute>().Where(it => it.Value.Place is not null && mine(it.Value)), it => it.Place!, after, most);
}
