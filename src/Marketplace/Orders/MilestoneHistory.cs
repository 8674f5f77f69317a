namespace Marketplace.Orders;

/// <summary>Says a move of a milestone as a step of its order's history.</summary>
internal static class MilestoneHistory
{
    /// <returns>Null for a move that concerns nobody, such as a reminder or one more try to pay out.</returns>
    public static OrderStep? Step(Milestone before, Milestone after, Party by, DateTimeOffset at) => (Kind(before.State, after.State) ?? Reported(before, after)) is { } kind
        ? new OrderStep(at, kind, SideOf(by), null, after.Terms.Number) : null;

    private static OrderStepKind? Kind(MilestoneState from, MilestoneState to) => (from, to) switch
    {
        _ when from == to => null,
        (MilestoneState.Planned, MilestoneState.FundingPending) => OrderStepKind.PaymentStarted,
        (MilestoneState.FundingPending, MilestoneState.Planned) => OrderStepKind.PaymentEnded,
        (MilestoneState.Delivered, MilestoneState.Funded) => OrderStepKind.ChangesAsked,
        (MilestoneState.Releasing or MilestoneState.Accepted, MilestoneState.Funded) or (_, MilestoneState.Released) => OrderStepKind.Released,
        (MilestoneState.Refunding, MilestoneState.Funded) or (_, MilestoneState.Refunded) => OrderStepKind.Refunded,
        (_, MilestoneState.Funded) => OrderStepKind.Paid,
        (_, MilestoneState.Delivered) => OrderStepKind.Delivered,
        (MilestoneState.Delivered or MilestoneState.Disputed or MilestoneState.Review, MilestoneState.Accepted) => OrderStepKind.Accepted,
        (_, MilestoneState.Refunding) => OrderStepKind.RefundAsked,
        (_, MilestoneState.Cancelled) => OrderStepKind.Cancelled,
        (_, MilestoneState.Disputed) => OrderStepKind.Disputed,
        (_, MilestoneState.Settled) => OrderStepKind.Settled,
        (_, MilestoneState.Review) => OrderStepKind.Attention,
        _ => null,
    };

    /// <summary>What the sides tell each other of a transfer while it is awaited.</summary>
    private static OrderStepKind? Reported(Milestone before, Milestone after) => (before, after) switch
    {
        ({ State: MilestoneState.FundingPending, ReportedAt: null }, { State: MilestoneState.FundingPending, ReportedAt: not null }) => OrderStepKind.PaymentReported,
        ({ State: MilestoneState.FundingPending, ReportedAt: not null }, { State: MilestoneState.FundingPending, ReportedAt: null }) => OrderStepKind.PaymentNotArrived,
        _ => null,
    };

    private static Side SideOf(Party by) => by switch { Party.Buyer => Side.Buyer, Party.Provider => Side.Provider, _ => Side.Site };
}
