using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>What storage must answer about orders. Who may know of one is decided by whoever asks.</summary>
public interface IOrders
{
    Task<Document<Order>?> Find(OrderId id, CancellationToken cancel = default);

    /// <summary>What the order rests on.</summary>
    Task<OrderEvidence?> Evidence(OrderId id, CancellationToken cancel = default);

    /// <summary>What the changes proposed of the order are, by their numbers.</summary>
    Task<IReadOnlyList<ChangeDocument>> Changes(OrderId id, CancellationToken cancel = default);

    /// <summary>Where a code leads; null where it was never given.</summary>
    Task<CheckCode?> Check(string code, CancellationToken cancel = default);

    /// <summary>The samples that were announced; null where none ever was.</summary>
    Task<Document<OrderSamples>?> Samples(OrderId id, CancellationToken cancel = default);

    /// <summary>Null where nothing was ever written.</summary>
    Task<Document<Conversation>?> Conversation(OrderId id, CancellationToken cancel = default);

    /// <summary>What was written on an order, the newest first; with a number, what was written before that.</summary>
    Task<IReadOnlyList<OrderMessage>> Messages(OrderId id, int? before, int most, CancellationToken cancel = default);

    /// <summary>The orders of a buyer, those placed last first; with an order, those placed before it.</summary>
    Task<IReadOnlyList<Document<Order>>> PlacedBy(OrganisationId buyer, OrderId? before, int most, CancellationToken cancel = default);

    /// <summary>The orders that a provider was given, those placed last first; with an order, those placed before it.</summary>
    Task<IReadOnlyList<Document<Order>>> PlacedWith(ProviderId provider, OrderId? before, int most, CancellationToken cancel = default);

    /// <summary>In the order of <see cref="Order.BuyerPlace"/>, what waits for the buyer first, after the given place.</summary>
    Task<IReadOnlyList<Document<Order>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default);

    /// <summary>In the order of <see cref="Order.ProviderPlace"/>, what waits for the provider first, after the given place.</summary>
    Task<IReadOnlyList<Document<Order>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default);

    /// <summary>Those for which the clock has had something to do since before the instant, the longest due first.</summary>
    Task<IReadOnlyList<Document<Order>>> DueBefore(DateTimeOffset instant, int most, CancellationToken cancel = default);

    /// <summary>Those with a milestone in which a person must act, in the order of their ids, after the given one.</summary>
    Task<IReadOnlyList<Document<Order>>> InReview(string? after, int most, CancellationToken cancel = default);

    /// <summary>Those with a payment that may be kept until then at most, and is kept, the soonest first.</summary>
    Task<IReadOnlyList<Document<Order>>> HeldUntil(DateTimeOffset instant, int most, CancellationToken cancel = default);

    /// <summary>On which terms the provider takes orders at its published prices; null where it has not said so.</summary>
    Task<Document<SellingTerms>?> Selling(ProviderId provider, CancellationToken cancel = default);

    Task<Document<BuyingTerms>?> Buying(OrganisationId buyer, CancellationToken cancel = default);
}

/// <summary>What storage must answer about requests for offers.</summary>
public interface IOffers
{
    Task<Document<Offer>?> Find(OfferId id, CancellationToken cancel = default);

    /// <summary>In the order of <see cref="Offer.BuyerPlace"/>, after the given place.</summary>
    Task<IReadOnlyList<Document<Offer>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default);

    /// <summary>In the order of <see cref="Offer.ProviderPlace"/>, after the given place.</summary>
    Task<IReadOnlyList<Document<Offer>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default);

    /// <summary>Those whose time had passed before the instant, the longest due first.</summary>
    Task<IReadOnlyList<Document<Offer>>> DueBefore(DateTimeOffset instant, int most, CancellationToken cancel = default);
}
