using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.List;

/// <summary>An order in a list.</summary>
/// <param name="Role">On which side of it the caller's organisation is.</param>
/// <param name="WaitsForYou">Whether that side has something to do now.</param>
internal sealed record OrderLine(
    OrderId Id, long Version, OrderState State, Side Role, bool WaitsForYou, ListingId Listing, Bilingual Title, Show.PartyAnswer Provider, Show.PartyAnswer Buyer, Amount Total, DateTimeOffset PlacedAt);

/// <summary>A page of orders, those placed last first.</summary>
/// <param name="Next">The cursor of the next page; null on the last. A page may hold fewer than were asked for, where few fit.</param>
internal sealed record OrdersPage(IReadOnlyList<OrderLine> Items, string? Next);

/// <summary>
/// Lists the orders that an organisation placed, and those of the providers it speaks for; nobody else's, whoever asks. They are in the order in which
/// they were placed, which does not change while somebody pages.
/// </summary>
internal sealed class ListOrders(IOrders orders, IOrganisations organisations, IProviders providers, MarketClock clock)
{
    public const int DefaultSize = 20;
    public const int MostSize = 100;

    /// <summary>So many are looked at for one page: how an order stands is derived, so that no index knows it.</summary>
    private const int MostLookedAt = 1000;

    private const int Batch = 200;

    private sealed record Found(Document<Order> Order, Side Role);

    public async Task<Outcome<OrdersPage>> Run(Actor actor, Side? role, OrderState? state, OrderId? before, int size, CancellationToken cancel = default)
    {
        if (actor.For is not { } mine) return Refusal.Forbidden();
        var found = new List<Found>();
        var last = before;
        for (var looked = 0; looked < MostLookedAt; looked += Batch)
        {
            var batch = await Before(mine.Id, actor.SpeaksFor, role, last, cancel);
            foreach (var it in batch)
            {
                if (found.Count == size) return await Page(found, last, cancel);
                last = it.Order.Value.Id;
                if (state is null || it.Order.Value.State(clock.Now) == state) found.Add(it);
            }
            if (batch.Count < Batch) return await Page(found, null, cancel);
        }
        return await Page(found, last, cancel);
    }

    private async Task<IReadOnlyList<Found>> Before(OrganisationId buyer, IEnumerable<ProviderId> firms, Side? role, OrderId? before, CancellationToken cancel)
    {
        var all = new List<Found>();
        if (role != Side.Provider) all.AddRange((await orders.PlacedBy(buyer, before, Batch, cancel)).Select(it => new Found(it, Side.Buyer)));
        if (role != Side.Buyer)
            foreach (var firm in firms) all.AddRange((await orders.PlacedWith(firm, before, Batch, cancel)).Select(it => new Found(it, Side.Provider)));
        return [.. all.OrderByDescending(it => it.Order.Value.Id.Value, StringComparer.Ordinal).Take(Batch)];
    }

    private async Task<OrdersPage> Page(List<Found> found, OrderId? next, CancellationToken cancel)
    {
        var sellers = (await providers.Find([.. found.Select(it => it.Order.Value.Provider).Distinct()], cancel)).ToDictionary(it => it.Value.Id, it => it.Value.Name);
        var buyers = (await organisations.Find([.. found.Select(it => it.Order.Value.Buyer).Distinct()], cancel)).ToDictionary(it => it.Value.Id, it => it.Value.Name);
        return new OrdersPage([.. found.Select(Line)], next?.Value);

        OrderLine Line(Found it)
        {
            var (order, now) = (it.Order.Value, clock.Now);
            return new OrderLine(
                order.Id, it.Order.Version, order.State(now), it.Role, order.WaitsFor(it.Role, order.State(now)), order.Listing, order.Title,
                new(order.Provider.Value, sellers.GetValueOrDefault(order.Provider, Bilingual.Same(order.Provider.Value))),
                new(order.Buyer.Value, buyers.GetValueOrDefault(order.Buyer, Bilingual.Same(order.Buyer.Value))), Amount.Of(order.Total), order.PlacedAt);
        }
    }
}
