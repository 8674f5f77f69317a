using System.Text.Json.Serialization;
using Marketplace.Payments;
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
    /// <summary>Under which anybody who holds a file that was delivered for it can have that confirmed (<see cref="Orders.CheckCode"/>).</summary>
    public string? CheckCode { get; init; }
    public MilestoneState State { get; init; } = MilestoneState.Planned;
    /// <summary>The number of the change order that took it out of what is agreed; it was cancelled by it.</summary>
    public int? TakenOut { get; init; }
    public DateTimeOffset? FundedAt { get; init; }
    /// <summary>Until when the money may be kept; past it, it goes one way or the other, or a person decides.</summary>
    public DateTimeOffset? HoldLimit { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }
    /// <summary>When it accepts itself.</summary>
    public DateTimeOffset? ReviewEndsAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    /// <summary>How often the buyer asked for changes; twice at most.</summary>
    public int ChangesAsked { get; init; }
    /// <summary>How it is paid, as was chosen last.</summary>
    public PayBy PaidBy { get; init; }
    /// <summary>When the buyer said that the transfer is on its way; null before, and after the provider said that it did not arrive.</summary>
    public DateTimeOffset? ReportedAt { get; init; }
    /// <summary>Of a direct payment: until when the buyer is to have its refund from the provider, where one is due.</summary>
    public DateTimeOffset? RefundBy { get; init; }
    /// <summary>When its open payment page is closed, where nobody paid.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
    /// <summary>It is cancelled as soon as its payment page is closed.</summary>
    public bool Cancelling { get; init; }
    /// <summary>How many reminders of the review's end were sent.</summary>
    public int Reminders { get; init; }
    /// <summary>When what was accepted is paid out, or tried again.</summary>
    public DateTimeOffset? PaysOutAt { get; init; }
    /// <summary>How often paying out was refused in a row.</summary>
    public int Refusals { get; init; }
    public MilestoneDispute? Dispute { get; init; }
    /// <summary>How a dispute ends; both halves are being carried out, or were.</summary>
    public MilestoneDecision? Decision { get; init; }
    /// <summary>Why a person must look at it.</summary>
    public string? Why { get; init; }

    /// <summary>The buyer says that it paid the provider, who has not said yet whether it arrived.</summary>
    [JsonIgnore]
    public bool AwaitsReceipt => this is { State: MilestoneState.FundingPending, PaidBy: PayBy.Direct, ReportedAt: not null };

    /// <summary>Nothing leads out of these.</summary>
    [JsonIgnore]
    public bool IsOver => State is MilestoneState.Released or MilestoneState.Settled or MilestoneState.Refunded or MilestoneState.Cancelled;
}

/// <param name="By">The side that opened it.</param>
/// <param name="AnswerBy">Until then the other side answers; afterwards silence is its answer.</param>
/// <param name="DecideBy">By then it is decided, or a person must look why not.</param>
/// <param name="Proposed">What a first arbiter decided, where a second must agree.</param>
/// <param name="ConcededBy">The side that gave in, which ended it.</param>
public sealed record MilestoneDispute(
    Party By, DateTimeOffset At, DateTimeOffset AnswerBy, DateTimeOffset DecideBy, DateTimeOffset? AnsweredAt = null, MilestoneProposal? Proposed = null, Party? ConcededBy = null);

/// <param name="Person">The id of whoever proposed it.</param>
public sealed record MilestoneProposal(long Release, long Refund, string Person);

/// <summary>So much (gross, minor units) goes to the provider and so much back to the buyer: together all that was held.</summary>
public sealed record MilestoneDecision(long Release, long Refund, DateTimeOffset At);
