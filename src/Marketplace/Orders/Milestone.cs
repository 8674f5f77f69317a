using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>Where a milestone stands. <see cref="Review"/> means that a person must look at it.</summary>
public enum MilestoneState
{
    Planned, FundingPending, Funded, Delivered, Accepted, Releasing, Released, Disputed, Refunding, Settled, Refunded, Cancelled, Review,
}

/// <summary>What was agreed of a milestone. It never changes; a change order agrees another.</summary>
/// <param name="Net">Without the provider's value-added tax.</param>
/// <param name="Vat">The provider's value-added tax, passed through; in the same currency, zero where none is due.</param>
/// <param name="Due">The day by whose end (in the market's time zone) it is to be delivered.</param>
/// <param name="ReviewDays">How many days the buyer has to look at what was delivered.</param>
public sealed record MilestoneTerms(
    int Number, string Title, Money Net, Money Vat, DateOnly Due, IReadOnlyList<string> Deliverables, string AcceptanceTest, int ReviewDays);

/// <summary>A milestone of an order: what was agreed, and where it stands.</summary>
public sealed record Milestone
{
    public required MilestoneTerms Terms { get; init; }
    public MilestoneState State { get; init; } = MilestoneState.Planned;
    public DateTimeOffset? FundedAt { get; init; }
    /// <summary>Until when the money may be kept; past it, it goes one way or the other, or a person decides.</summary>
    public DateTimeOffset? HoldLimit { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }
    /// <summary>When it accepts itself.</summary>
    public DateTimeOffset? ReviewEndsAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    /// <summary>How often the buyer asked for changes; twice at most.</summary>
    public int ChangesAsked { get; init; }
}
