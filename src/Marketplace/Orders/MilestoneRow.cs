using Marketplace.Payments;
using Marketplace.Storage;

namespace Marketplace.Orders;

/// <summary>Who moves a milestone. <c>System</c> is what follows from the payment provider's answers; <c>Clock</c> from time alone.</summary>
public enum Party { Buyer, Provider, Arbiter, Officer, Clock, System }

/// <summary>A row of the table: from where to where, and who may.</summary>
/// <param name="Postings">What the ledger says of it, for readers.</param>
/// <param name="Notice">Whom it is told.</param>
internal sealed record MilestoneRow(string Name, IReadOnlyList<MilestoneState> From, IReadOnlyList<MilestoneState> To, IReadOnlyList<Party> By, string Postings, IReadOnlyList<Party> Notice);

/// <summary>A milestone, its money, who asks, and the time: all on which the table decides.</summary>
/// <param name="Person">The id of whoever asks, where it is a person.</param>
public sealed record MilestoneNow(Milestone It, Payment Money, bool OrderActive, DateTimeOffset At, Party By, string Person, MilestoneRules Rules);

/// <summary>What the table allows: the milestone as it is afterwards, and what is to happen with the money in the same commit.</summary>
/// <param name="Row">By its name in the table.</param>
public sealed record MilestoneStep(string Row, Milestone After, IReadOnlyList<MoneyMove> Money);

/// <summary>A milestone moved, or something about it did.</summary>
/// <param name="Reference">The order's id and the milestone's number: <c>ord_…/1</c>.</param>
/// <param name="Row">Of the table of milestones.</param>
public sealed record MilestoneMoved(string Reference, string Row, MilestoneState From, MilestoneState To, Party Who) : MarketEvent
{
    public override string Subject => Reference.Split('/')[0];

    public override bool IsChained => true;

    /// <summary>Whom it is told.</summary>
    public IReadOnlyList<Party> Tell { get; init; } = [];
}
