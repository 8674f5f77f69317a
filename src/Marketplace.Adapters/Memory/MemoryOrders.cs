using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Memory;

/// <summary>Orders in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryOrders(MemoryStore store) : IOrders
{
    public Task<Document<Order>?> Find(OrderId id, CancellationToken cancel = default) => Task.FromResult(store.Find<Order>(id.Value));

    public Task<OrderEvidence?> Evidence(OrderId id, CancellationToken cancel = default) => Task.FromResult(store.Find<OrderEvidence>(id.Value)?.Value);

    public Task<IReadOnlyList<ChangeDocument>> Changes(OrderId id, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<ChangeDocument>>(
        [.. Enumerable.Range(1, OrderChange.Most).Select(number => store.Find<ChangeDocument>(ChangeDocument.IdOf(id, number))?.Value).OfType<ChangeDocument>()]);

    public Task<CheckCode?> Check(string code, CancellationToken cancel = default) => Task.FromResult(store.Find<CheckCode>(code)?.Value);

    public Task<Document<OrderSamples>?> Samples(OrderId id, CancellationToken cancel = default) => Task.FromResult(store.Find<OrderSamples>(id.Value));

    public Task<Document<Conversation>?> Conversation(OrderId id, CancellationToken cancel = default) => Task.FromResult(store.Find<Conversation>(id.Value));

    public Task<IReadOnlyList<OrderMessage>> Messages(OrderId id, int? before, int most, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<OrderMessage>>(
        [.. store.Current<OrderMessage>().Select(it => it.Value).Where(it => it.Order == id && it.Number < (before ?? int.MaxValue)).OrderByDescending(it => it.Number).Take(most)]);

    public Task<IReadOnlyList<Document<Order>>> PlacedBy(OrganisationId buyer, OrderId? before, int most, CancellationToken cancel = default) =>
        Placed(it => it.Buyer == buyer, before, most);

    public Task<IReadOnlyList<Document<Order>>> PlacedWith(ProviderId provider, OrderId? before, int most, CancellationToken cancel = default) =>
        Placed(it => it.Provider == provider, before, most);

    public Task<IReadOnlyList<Document<Order>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default) =>
        MemoryDesk.Page(store.Current<Order>().Where(it => it.Value.Buyer == buyer), it => it.BuyerPlace, after, most);

    public Task<IReadOnlyList<Document<Order>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default) =>
        MemoryDesk.Page(store.Current<Order>().Where(it => it.Value.Provider == provider), it => it.ProviderPlace, after, most);

    public Task<IReadOnlyList<Document<Order>>> DueBefore(DateTimeOffset instant, int most, CancellationToken cancel = default) =>
        MemoryDesk.Due(store.Current<Order>(), it => it.Due, instant, most);

    public Task<IReadOnlyList<Document<Order>>> InReview(string? after, int most, CancellationToken cancel = default) =>
        MemoryDesk.Page(store.Current<Order>().Where(it => it.Value.InReview), it => it.Id.Value, after, most);

    public Task<IReadOnlyList<Document<Order>>> HeldUntil(DateTimeOffset instant, int most, CancellationToken cancel = default) =>
        MemoryDesk.Due(store.Current<Order>(), it => it.HeldUntil, instant, most);

    public Task<Document<SellingTerms>?> Selling(ProviderId provider, CancellationToken cancel = default) => Task.FromResult(store.Find<SellingTerms>(provider.Value));

    public Task<Document<BuyingTerms>?> Buying(OrganisationId buyer, CancellationToken cancel = default) => Task.FromResult(store.Find<BuyingTerms>(buyer.Value));

    private Task<IReadOnlyList<Document<Order>>> Placed(Func<Order, bool> mine, OrderId? before, int most) => Task.FromResult<IReadOnlyList<Document<Order>>>(
        [.. store.Current<Order>().Where(it => mine(it.Value) && (before is not { } end || string.CompareOrdinal(it.Value.Id.Value, end.Value) < 0)).OrderByDescending(it => it.Value.Id.Value, StringComparer.Ordinal).Take(most)]);
}

/// <summary>Requests for offers in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryOffers(MemoryStore store) : IOffers
{
    public Task<Document<Offer>?> Find(OfferId id, CancellationToken cancel = default) => Task.FromResult(store.Find<Offer>(id.Value));

    public Task<IReadOnlyList<Document<Offer>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default) =>
        MemoryDesk.Page(store.Current<Offer>().Where(it => it.Value.Buyer == buyer), it => it.BuyerPlace, after, most);

    public Task<IReadOnlyList<Document<Offer>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default) =>
        MemoryDesk.Page(store.Current<Offer>().Where(it => it.Value.Provider == provider), it => it.ProviderPlace, after, most);

    public Task<IReadOnlyList<Document<Offer>>> DueBefore(DateTimeOffset instant, int most, CancellationToken cancel = default) =>
        MemoryDesk.Due(store.Current<Offer>(), it => it.Due, instant, most);
}

internal static class MemoryDesk
{
    public static Task<IReadOnlyList<Document<T>>> Page<T>(IEnumerable<Document<T>> mine, Func<T, string> place, string? after, int most) =>
        Task.FromResult<IReadOnlyList<Document<T>>>(
            [.. mine.Where(it => string.CompareOrdinal(place(it.Value), after ?? "") > 0).OrderBy(it => place(it.Value), StringComparer.Ordinal).Take(most)]);

    public static Task<IReadOnlyList<Document<T>>> Due<T>(IEnumerable<Document<T>> all, Func<T, long?> due, DateTimeOffset instant, int most) =>
        Task.FromResult<IReadOnlyList<Document<T>>>([.. all.Where(it => due(it.Value) < instant.ToUnixTimeMilliseconds()).OrderBy(it => due(it.Value)).Take(most)]);
}
