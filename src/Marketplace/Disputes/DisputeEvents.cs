using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

/// <summary>Something that happened in a dispute. What was written stays in the dispute and is in no event.</summary>
public abstract record DisputeEvent(DisputeId Dispute, OrderId Order, int Milestone, OrganisationId Buyer, ProviderId Provider) : MarketEvent
{
    public override string Subject => Order.Value;

    public override bool IsChained => true;
}

public sealed record DisputeOpened(DisputeId Dispute, OrderId Order, int Milestone, OrganisationId Buyer, ProviderId Provider, Side Side, DisputeReason Reason)
    : DisputeEvent(Dispute, Order, Milestone, Buyer, Provider);

/// <summary>The other side answered, for the first time.</summary>
public sealed record DisputeAnswered(DisputeId Dispute, OrderId Order, int Milestone, OrganisationId Buyer, ProviderId Provider, Side Side)
    : DisputeEvent(Dispute, Order, Milestone, Buyer, Provider);

/// <summary>A side brought something more forward: an argument, or evidence for one.</summary>
/// <param name="File">SHA-256 of the evidence, where it is that.</param>
public sealed record DisputeArgued(DisputeId Dispute, OrderId Order, int Milestone, OrganisationId Buyer, ProviderId Provider, Side Side, int Argument, string? File)
    : DisputeEvent(Dispute, Order, Milestone, Buyer, Provider);

public sealed record DisputeConceded(DisputeId Dispute, OrderId Order, int Milestone, OrganisationId Buyer, ProviderId Provider, Side Side)
    : DisputeEvent(Dispute, Order, Milestone, Buyer, Provider);

/// <summary>A first arbiter decided what only two may decide. It is none of the order's own chain, whose proof both sides read: they learn what is decided.</summary>
public sealed record DisputeRulingProposed(DisputeId Dispute, OrderId Order, int Milestone, OrganisationId Buyer, ProviderId Provider, long Release, long Refund)
    : DisputeEvent(Dispute, Order, Milestone, Buyer, Provider)
{
    public override bool IsChained => false;
}

public sealed record DisputeDecided(DisputeId Dispute, OrderId Order, int Milestone, OrganisationId Buyer, ProviderId Provider, long Release, long Refund)
    : DisputeEvent(Dispute, Order, Milestone, Buyer, Provider);
