using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Negotiate;

/// <summary>A request for an offer as its parties see it today.</summary>
/// <param name="Side">For which side the reader may act; null where for none.</param>
internal sealed record OfferView(Document<Offer> Document, OfferState State, Side? Side, Bilingual ProviderName, Bilingual BuyerName)
{
    public Offer Offer => Document.Value;

    public bool IsOpen => State is OfferState.Asked or OfferState.Offered;
}

/// <summary>Shows a request for an offer to its two parties, to operators and auditors. To everybody else there is none.</summary>
internal sealed class ShowOffer(OrderSteps steps, IProviders providers, IOrganisations organisations, MarketClock clock)
{
    public async Task<Outcome<OfferView>> Run(Actor actor, OfferId id, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var offer = found.Value;
        var provider = await providers.Find(offer.Provider, cancel) ?? throw new InvalidOperationException($"{id} names provider {offer.Provider}, which does not exist.");
        var buyer = await organisations.Find([offer.Buyer], cancel) is [var organisation] ? organisation.Value.Name : Bilingual.Same(offer.Buyer.Value);
        return new OfferView(found, offer.State(clock.Now), Parties.SideOf(actor, offer.Buyer, offer.Provider), provider.Value.Name, buyer);
    }
}
