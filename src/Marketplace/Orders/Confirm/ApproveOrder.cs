using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Confirm;

/// <summary>A second person of the buyer's organisation, its approver, stands to an order above the organisation's limit, or does not.</summary>
internal sealed class ApproveOrder(OrderSteps steps, FreezeOrder freeze, MarketClock clock)
{
    public Task<Outcome<Written<OrderSaved>>> Run(Actor actor, OrderId id, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        steps.Take(actor, id, readAt, command, order => Refuses(actor, order) is { } no ? no : order.Approve(actor.Id, freeze.ConfirmBy, clock.Now),
            order => new OrderApproved(order.Id, order.Buyer, order.Provider, order.Confirmation.Assent), cancel);

    public Task<Outcome<Written<OrderSaved>>> Refuse(Actor actor, OrderId id, long readAt, string? reason, ApiCommand? command = null, CancellationToken cancel = default) =>
        steps.Take(actor, id, readAt, command,
            order => Refuses(actor, order) is { } no ? no : Reason.Read(reason).Is(out var kept, out var refusal) ? order.Refuse(actor.Id, kept, clock.Now) : refusal,
            order => new OrderRefused(order.Id, order.Buyer, order.Provider), cancel);

    /// <summary>Why the actor is not the one to approve; null where they are.</summary>
    public static Refusal? Refuses(Actor actor, Order order) =>
        Parties.IsOfBuyer(actor, order.Buyer) && actor.Has(Role.Approver) ? TwoPersonRule.Refuses(new FirstPerson(order.PlacedBy, order.Buyer), actor) : Refusal.Forbidden();
}
