using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Amend;

/// <summary>What proposing and answering have in common: whether an approver is wanted, until when an answer is awaited, and what the change makes of the order.</summary>
internal sealed class ChangeAnswers(IOrders orders, CarryOutChange carryOut, MarketClock clock)
{
    /// <summary>Until when the buyer's approver decides.</summary>
    public DateTimeOffset ApproveBy => clock.EndOf(WorkingDays.After(clock.Today, Order.ApproveWithin));

    /// <summary>Until when the other side can accept it.</summary>
    public DateTimeOffset ValidUntil(int days) => clock.EndOf(clock.Today.AddDays(days));

    /// <summary>Whether the buyer's organisation wants a second person: the order comes to more by it, and to more than the organisation's limit.</summary>
    public async Task<bool> WantsApproval(Order order, FrozenChange change, CancellationToken cancel) =>
        change.After > change.Before && await orders.Buying(order.Buyer, cancel) is { Value: var terms } && terms.WantsApproval(change.After);

    /// <summary>What the change proposes, as it was frozen.</summary>
    public async Task<FrozenChange> Read(Order order, OrderChange change, CancellationToken cancel) =>
        (await orders.Changes(order.Id, cancel)).FirstOrDefault(it => it.Hash == change.Hash && it.IsWhole)?.Read()
        ?? throw new InvalidOperationException($"{order.Id} has no whole document of its change {change.Number}.");

    public Task<Outcome<ChangedOrder>> Try(Order order, FrozenChange change, Side side, string person, Func<int, string>? fieldOf, CancellationToken cancel) =>
        carryOut.Run(order, change, side == Side.Buyer ? Party.Buyer : Party.Provider, person, fieldOf, cancel);

    /// <summary>Why the actor may not act for the side that proposed the change, or for the other; null where they may. About a change that there is not, either side hears so.</summary>
    public static Refusal? Refuses(Actor actor, Order order, OrderChange? change, bool of)
    {
        if (change is null && Parties.RefusesBuyer(actor, order.Buyer) is null) return null;
        var buyer = change is not null && (change.Proposed.Side == Side.Buyer) == of;
        return buyer ? Parties.RefusesBuyer(actor, order.Buyer) : Parties.RefusesProvider(actor, order.Provider);
    }

    /// <summary>Why the actor is not the one to approve it for the buyer; null where they are.</summary>
    public static Refusal? RefusesApproval(Actor actor, Order order, OrderChange? change) =>
        !Parties.IsOfBuyer(actor, order.Buyer) || !actor.Has(Role.Approver) ? Refusal.Forbidden()
        : change?.ByBuyer is { Person: { } first } ? TwoPersonRule.Refuses(new FirstPerson(first, order.Buyer), actor) : null;
}
