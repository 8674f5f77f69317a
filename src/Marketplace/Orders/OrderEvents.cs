using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>Something that happened between a buyer and a provider. It names both, so that whoever hears it knows whom it concerns.</summary>
public abstract record OrderEvent(OrderId Order, OrganisationId Buyer, ProviderId Provider) : MarketEvent
{
    public override string Subject => Order.Value;

    public override bool IsChained => true;
}

/// <param name="Evidence">SHA-256 of what the order rests on.</param>
/// <param name="Assent">Whose yes is awaited, if anybody's.</param>
public sealed record OrderPlaced(OrderId Order, OrganisationId Buyer, ProviderId Provider, ListingId Listing, string Evidence, Assent Assent) : OrderEvent(Order, Buyer, Provider);

/// <param name="Assent">Whose yes is awaited next, if anybody's.</param>
public sealed record OrderApproved(OrderId Order, OrganisationId Buyer, ProviderId Provider, Assent Assent) : OrderEvent(Order, Buyer, Provider);

public sealed record OrderRefused(OrderId Order, OrganisationId Buyer, ProviderId Provider) : OrderEvent(Order, Buyer, Provider);

public sealed record OrderConfirmed(OrderId Order, OrganisationId Buyer, ProviderId Provider) : OrderEvent(Order, Buyer, Provider);

public sealed record OrderDeclined(OrderId Order, OrganisationId Buyer, ProviderId Provider) : OrderEvent(Order, Buyer, Provider);

/// <param name="Awaited">Whose yes did not come.</param>
public sealed record OrderLapsed(OrderId Order, OrganisationId Buyer, ProviderId Provider, Assent Awaited) : OrderEvent(Order, Buyer, Provider);

/// <summary>Something that happened to a request for an offer.</summary>
public abstract record OfferEvent(OfferId Offer, OrganisationId Buyer, ProviderId Provider) : MarketEvent
{
    public override string Subject => Offer.Value;
}

public sealed record OfferAsked(OfferId Offer, OrganisationId Buyer, ProviderId Provider, ListingId Listing) : OfferEvent(Offer, Buyer, Provider);

public sealed record OfferMade(OfferId Offer, OrganisationId Buyer, ProviderId Provider, int Version) : OfferEvent(Offer, Buyer, Provider);

public sealed record OfferQuestioned(OfferId Offer, OrganisationId Buyer, ProviderId Provider, Side From) : OfferEvent(Offer, Buyer, Provider);

public sealed record OfferDeclined(OfferId Offer, OrganisationId Buyer, ProviderId Provider, Side From) : OfferEvent(Offer, Buyer, Provider);

public sealed record OfferAccepted(OfferId Offer, OrganisationId Buyer, ProviderId Provider, int Version, OrderId Order) : OfferEvent(Offer, Buyer, Provider);

public sealed record OfferExpired(OfferId Offer, OrganisationId Buyer, ProviderId Provider) : OfferEvent(Offer, Buyer, Provider);

/// <summary>The provider handed over a file.</summary>
/// <param name="File">SHA-256 of its bytes.</param>
public sealed record DeliverableHanded(OrderId Order, OrganisationId Buyer, ProviderId Provider, int Milestone, string File) : OrderEvent(Order, Buyer, Provider);

/// <summary>A side proposed a change of an order in force.</summary>
/// <param name="Hash">SHA-256 of what it changes and why.</param>
/// <param name="State">Whose yes is awaited.</param>
public sealed record OrderChangeProposed(OrderId Order, OrganisationId Buyer, ProviderId Provider, int Change, Side From, string Hash, ChangeState State) : OrderEvent(Order, Buyer, Provider);

/// <summary>Somebody answered it, took it back or let its time pass.</summary>
/// <param name="From">The side that proposed it.</param>
/// <param name="Side">The side that moved it.</param>
public sealed record OrderChangeMoved(OrderId Order, OrganisationId Buyer, ProviderId Provider, int Change, Side From, Side Side, string Hash, ChangeState State) : OrderEvent(Order, Buyer, Provider);
