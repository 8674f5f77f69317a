using Marketplace.Orders;

namespace Marketplace.Disputes;

/// <summary>How a dispute stands today. It is derived, never set.</summary>
public enum DisputeStage
{
    /// <summary>One side writes it; nothing is frozen, and the review runs on.</summary>
    Draft,
    Discarded,
    AwaitingAnswer,
    AwaitingDecision,
    /// <summary>One arbiter decided; another must agree.</summary>
    AwaitingSecond,
    /// <summary>Nobody decided in time: operator and arbiters are told, and the money stays where it is.</summary>
    Overdue,
    CarriedOut,
    Settled,
    Conceded,
    /// <summary>The milestone came to its end by another way, such as a chargeback that was lost.</summary>
    Over,
}

public static class DisputeStages
{
    /// <param name="milestone">As it stands now.</param>
    public static DisputeStage Of(Dispute dispute, Milestone milestone, DateTimeOffset now) => dispute.State switch
    {
        DisputeState.Draft => DisputeStage.Draft,
        DisputeState.Discarded => DisputeStage.Discarded,
        DisputeState.Conceded => DisputeStage.Conceded,
        DisputeState.Decided => milestone.IsOver ? DisputeStage.Settled : DisputeStage.CarriedOut,
        _ when milestone.IsOver => DisputeStage.Over,
        _ when milestone.State == MilestoneState.Review && (dispute.By != Side.Site || now >= dispute.DecideBy) => DisputeStage.Overdue,
        _ when dispute.Proposed is not null => DisputeStage.AwaitingSecond,
        _ when milestone.Dispute is { AnsweredAt: null } asked && now < asked.AnswerBy => DisputeStage.AwaitingAnswer,
        _ => DisputeStage.AwaitingDecision,
    };

    /// <summary>Whether the parties can still say something to it, and an arbiter decide it.</summary>
    public static bool IsOpen(this DisputeStage stage) =>
        stage is DisputeStage.AwaitingAnswer or DisputeStage.AwaitingDecision or DisputeStage.AwaitingSecond or DisputeStage.Overdue;

    /// <summary>Whether a milestone is in a state in which a side may dispute it: it was delivered, and is not paid out yet.</summary>
    public static bool MayBeDisputed(Milestone it) => it.State is MilestoneState.Delivered or MilestoneState.Accepted or MilestoneState.Releasing;

    /// <summary>What a side may say that went wrong.</summary>
    public static IReadOnlyList<DisputeReason> ReasonsOf(Side side) => side == Side.Provider
        ? [DisputeReason.AcceptanceWithheld, DisputeReason.BeyondAgreement, DisputeReason.Other]
        : [DisputeReason.NotAsAgreed, DisputeReason.Incomplete, DisputeReason.WrongMethod, DisputeReason.WrongResult, DisputeReason.NotCovered, DisputeReason.Late, DisputeReason.Other];
}
