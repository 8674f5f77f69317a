namespace Marketplace.Orders;

/// <summary>Whether both sides, and the buyer's own organisation, stand to the order.</summary>
public enum Assent
{
    /// <summary>The buyer's organisation wants a second person for so much.</summary>
    AwaitingApproval,
    /// <summary>Placed at a published price; the provider has not said yes.</summary>
    AwaitingProvider,
    Confirmed,
    /// <summary>The buyer's approver said no.</summary>
    Refused,
    /// <summary>The provider said no.</summary>
    Declined,
    /// <summary>Nobody said anything in time.</summary>
    Lapsed,
}

/// <summary>How an order stands. It is derived, never set.</summary>
public enum OrderState { AwaitingApproval, AwaitingProvider, Active, Completed, Cancelled, Closed, Refused, Declined, Lapsed }

/// <summary>Derives how an order stands, and for whom it waits, from its confirmation and its milestones alone.</summary>
public static class OrderStates
{
    /// <param name="now">Past the end of an assent that is awaited the order has lapsed, whether or not that was written down yet.</param>
    public static OrderState Of(Confirmation confirmation, IReadOnlyList<Milestone> milestones, DateTimeOffset now) => confirmation.At(now) switch
    {
        Assent.AwaitingApproval => OrderState.AwaitingApproval,
        Assent.AwaitingProvider => OrderState.AwaitingProvider,
        Assent.Refused => OrderState.Refused,
        Assent.Declined => OrderState.Declined,
        Assent.Lapsed => OrderState.Lapsed,
        _ => Of(milestones),
    };

    /// <summary>Of a confirmed order.</summary>
    public static OrderState Of(IReadOnlyList<Milestone> milestones) =>
        milestones.Any(it => !IsEnd(it.State)) ? OrderState.Active
        : milestones.All(it => it.State == MilestoneState.Cancelled) ? OrderState.Cancelled
        : milestones.All(it => it.State is MilestoneState.Released or MilestoneState.Cancelled) ? OrderState.Completed
        : OrderState.Closed;

    /// <summary>Nothing leads out of it.</summary>
    public static bool IsEnd(MilestoneState state) =>
        state is MilestoneState.Released or MilestoneState.Settled or MilestoneState.Refunded or MilestoneState.Cancelled;

    public static bool IsEnd(OrderState state) => state is not (OrderState.AwaitingApproval or OrderState.AwaitingProvider or OrderState.Active);

    /// <summary>Whether the side has something to do now: the buyer to approve, pay or look at what was delivered, the provider to confirm or deliver, either to answer a dispute.</summary>
    public static bool WaitsFor(Side side, OrderState state, IReadOnlyList<Milestone> milestones) => (side, state) switch
    {
        (Side.Buyer, OrderState.AwaitingApproval) or (Side.Provider, OrderState.AwaitingProvider) => true,
        (_, OrderState.Active) when milestones.Any(it => Answers(side, it)) => true,
        (Side.Provider, OrderState.Active) => milestones.Any(it => it.State == MilestoneState.Funded || it.AwaitsReceipt),
        // Milestones are paid near their start, so one that is planned waits for money only while no other is worked on.
        (Side.Buyer, OrderState.Active) => milestones.Any(it => it.State == MilestoneState.Delivered || (it.State == MilestoneState.FundingPending && !it.AwaitsReceipt) || it.RefundBy is not null)
            || (milestones.Any(it => it.State == MilestoneState.Planned) && !milestones.Any(it => it.State == MilestoneState.Funded)),
        _ => false,
    };

    /// <summary>Whether the side has not yet said what it has to say to the other's dispute.</summary>
    public static bool Answers(Side side, Milestone it) => it is { State: MilestoneState.Disputed, Decision: null, Dispute: { AnsweredAt: null, By: var by } }
        && by == (side == Side.Buyer ? Party.Provider : Party.Buyer);
}
