using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Confirm;

/// <summary>The provider says yes or no to an order that was placed at its published price.</summary>
internal sealed class ConfirmOrder(OrderSteps steps, MarketClock clock)
{
    public Task<Outcome<Written<OrderSaved>>> Run(Actor actor, OrderId id, long readAt, ApiCommand? command = null, CancellationToken cancel = default) =>
        steps.Take(actor, id, readAt, command, order => Parties.RefusesProvider(actor, order.Provider) is { } no ? no : order.Confirm(actor.Id, clock.Now),
            order => new OrderConfirmed(order.Id, order.Buyer, order.Provider), cancel);

    public Task<Outcome<Written<OrderSaved>>> Decline(Actor actor, OrderId id, long readAt, string? reason, ApiCommand? command = null, CancellationToken cancel = default) =>
        steps.Take(actor, id, readAt, command,
            order => Parties.RefusesProvider(actor, order.Provider) is { } no ? no : Reason.Read(reason).Is(out var kept, out var refusal) ? order.Decline(actor.Id, kept, clock.Now) : refusal,
            order => new OrderDeclined(order.Id, order.Buyer, order.Provider), cancel);
}

/// <summary>Why somebody says no.</summary>
internal static class Reason
{
    public static Outcome<string> Read(string? reason)
    {
        var fields = new FieldCheck();
        var kept = fields.Required(reason, "reason", Order.LongestReason, multiline: true);
        return fields.Problems.Count == 0 ? kept : new Refusal(RefusalKind.Invalid, fields.Problems);
    }
}
