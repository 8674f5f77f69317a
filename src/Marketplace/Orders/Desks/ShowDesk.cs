using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Desks;

/// <summary>An order, or a request for an offer, on somebody's desk.</summary>
/// <param name="Other">The name of the other side.</param>
public sealed record DeskLine(Document<Order>? Order, Document<Offer>? Offer, Bilingual Other, bool WaitsForMe);

/// <summary>What one side has going on: requests for offers and orders, each with what waits for it first.</summary>
/// <param name="NextOrders">Where the next page of orders begins; null on the last.</param>
public sealed record DeskView(IReadOnlyList<DeskLine> Offers, IReadOnlyList<DeskLine> Orders, string? NextOffers, string? NextOrders);

/// <summary>The desk of a buying organisation, or of a provider.</summary>
internal sealed class ShowDesk(IOrders orders, IOffers offers, IOrganisations organisations, IProviders providers, MarketClock clock)
{
    public const int PageSize = 25;

    /// <summary>Of the organisation that the actor acts for.</summary>
    public async Task<Outcome<DeskView>> OfBuyer(Actor actor, string? offersAfter, string? ordersAfter, CancellationToken cancel = default)
    {
        if (actor.For is not { Id: var buyer }) return Refusal.Forbidden();
        return await View(Side.Buyer, await offers.OfBuyer(buyer, offersAfter, PageSize + 1, cancel), await orders.OfBuyer(buyer, ordersAfter, PageSize + 1, cancel), cancel);
    }

    public async Task<Outcome<DeskView>> OfProvider(Actor actor, ProviderId provider, string? offersAfter, string? ordersAfter, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (!actor.MaySee(provider)) return Refusal.Forbidden();
        return await View(Side.Provider, await offers.OfProvider(provider, offersAfter, PageSize + 1, cancel), await orders.OfProvider(provider, ordersAfter, PageSize + 1, cancel), cancel);
    }

    private async Task<DeskView> View(Side side, IReadOnlyList<Document<Offer>> asked, IReadOnlyList<Document<Order>> placed, CancellationToken cancel)
    {
        var names = side == Side.Buyer
            ? await ProviderNames(asked.Select(it => it.Value.Provider).Concat(placed.Select(it => it.Value.Provider)), cancel)
            : (await organisations.Find([.. asked.Select(it => it.Value.Buyer).Concat(placed.Select(it => it.Value.Buyer)).Distinct()], cancel)).ToDictionary(it => it.Value.Id.Value, it => it.Value.Name);
        Bilingual Name(string id) => names.GetValueOrDefault(id, Bilingual.Same(id));
        var now = clock.Now;
        return new DeskView(
            [.. asked.Take(PageSize).Select(it => new DeskLine(null, it, Name(side == Side.Buyer ? it.Value.Provider.Value : it.Value.Buyer.Value),
                it.Value.State(now) is OfferState.Asked or OfferState.Offered && it.Value.WaitsFor == side))],
            [.. placed.Take(PageSize).Select(it => new DeskLine(it, null, Name(side == Side.Buyer ? it.Value.Provider.Value : it.Value.Buyer.Value),
                it.Value.WaitsFor(side, it.Value.State(now))))],
            asked.Count > PageSize ? Place(asked[PageSize - 1].Value, side) : null, placed.Count > PageSize ? Place(placed[PageSize - 1].Value, side) : null);
    }

    private async Task<Dictionary<string, Bilingual>> ProviderNames(IEnumerable<ProviderId> ids, CancellationToken cancel) =>
        (await providers.Find([.. ids.Distinct()], cancel)).ToDictionary(it => it.Value.Id.Value, it => it.Value.Name);

    private static string Place(Offer offer, Side side) => side == Side.Buyer ? offer.BuyerPlace : offer.ProviderPlace;

    private static string Place(Order order, Side side) => side == Side.Buyer ? order.BuyerPlace : order.ProviderPlace;
}
