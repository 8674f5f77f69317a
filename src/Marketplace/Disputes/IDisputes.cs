using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

/// <summary>What storage must answer about disputes. Who may know of one is decided by whoever asks.</summary>
public interface IDisputes
{
    Task<Document<Dispute>?> Find(DisputeId id, CancellationToken cancel = default);

    /// <summary>All of one order, drafts as well, the oldest first.</summary>
    Task<IReadOnlyList<Document<Dispute>>> OfOrder(OrderId order, CancellationToken cancel = default);

    /// <summary>Of everybody, in the order of <see cref="Dispute.Place"/>, after the given place; nothing private.</summary>
    Task<IReadOnlyList<Document<Dispute>>> Queue(string? after, int most, CancellationToken cancel = default);

    /// <summary>The same of one buying organisation.</summary>
    Task<IReadOnlyList<Document<Dispute>>> OfBuyer(OrganisationId buyer, string? after, int most, CancellationToken cancel = default);

    /// <summary>The same of one provider.</summary>
    Task<IReadOnlyList<Document<Dispute>>> OfProvider(ProviderId provider, string? after, int most, CancellationToken cancel = default);
}
