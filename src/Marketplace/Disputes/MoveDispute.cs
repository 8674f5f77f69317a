using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

/// <summary>
/// Moves a dispute and its milestone, with the milestone's money, in one commit. Whoever calls it has made sure that the person may act for the side.
/// </summary>
internal sealed class MoveDispute(MoveMilestone move, MarketClock clock)
{
    /// <param name="readAt">The version of the draft; 0 for a dispute that was none.</param>
    /// <param name="orderReadAt">The version of the order that the person saw; null where they take it as it is.</param>
    public Task<Outcome<Milestone>> Open(Dispute dispute, long readAt, long? orderReadAt, string person, Command? command, CancellationToken cancel = default) =>
        move.Run(dispute.Reference, PartyOf(dispute.By), person, MilestoneTable.OpenDispute, command, orderReadAt, after => Written(
            dispute.Opened(after, clock.Now), readAt, new DisputeOpened(dispute.Id, dispute.Order, dispute.Milestone, dispute.Buyer, dispute.Provider, dispute.By, dispute.Reason ?? DisputeReason.Other)), cancel);

    /// <summary>An operator hands a milestone that only a person can settle to an arbiter.</summary>
    /// <param name="act">The operator's act, which is kept with it.</param>
    public Task<Outcome<Milestone>> HandOver(Dispute dispute, string person, Command? command, Changes act, CancellationToken cancel = default) =>
        move.Run(dispute.Reference, Party.Officer, person, MilestoneTable.HandOver, command, null, after =>
        {
            var opened = Written(dispute.Opened(after, clock.Now), 0, new DisputeOpened(dispute.Id, dispute.Order, dispute.Milestone, dispute.Buyer, dispute.Provider, Side.Site, DisputeReason.HandedOver));
            return act with { Writes = [.. act.Writes, .. opened.Writes], Events = [.. act.Events, .. opened.Events] };
        }, cancel);

    /// <param name="answered">With the answer among its arguments.</param>
    public Task<Outcome<Milestone>> Answer(Dispute answered, long readAt, Side side, string person, Command? command, CancellationToken cancel = default) =>
        move.Run(answered.Reference, PartyOf(side), person, MilestoneTable.AnswerDispute, command, null, _ => Written(
            answered, readAt, new DisputeAnswered(answered.Id, answered.Order, answered.Milestone, answered.Buyer, answered.Provider, side)), cancel);

    public Task<Outcome<Milestone>> Concede(Dispute dispute, long readAt, Side side, string person, Command? command, CancellationToken cancel = default) =>
        move.Run(dispute.Reference, PartyOf(side), person, MilestoneTable.Concede, command, null, _ => Written(
            dispute with { State = DisputeState.Conceded, ConcededBy = side, Proposed = null, SavedAt = clock.Now }, readAt,
            new DisputeConceded(dispute.Id, dispute.Order, dispute.Milestone, dispute.Buyer, dispute.Provider, side)), cancel);

    public Task<Outcome<Milestone>> Decide(Dispute dispute, long readAt, long release, long refund, string reasons, string person, Command? command, CancellationToken cancel = default) =>
        move.Run(dispute.Reference, Party.Arbiter, person, now => MilestoneTable.Decide(now, release, refund), command, null, after => Written(
            dispute.Ruled(after, new DisputeRuling(release, refund, reasons, person, clock.Now)), readAt, after.Decision is null
                ? new DisputeRulingProposed(dispute.Id, dispute.Order, dispute.Milestone, dispute.Buyer, dispute.Provider, release, refund)
                : new DisputeDecided(dispute.Id, dispute.Order, dispute.Milestone, dispute.Buyer, dispute.Provider, release, refund)), cancel);

    private Changes Written(Dispute dispute, long readAt, MarketEvent happened) => new([StoredAs<Dispute>.Write(dispute.Id.Value, dispute, readAt)], [happened], clock.Now);

    private static Party PartyOf(Side side) => side switch
    {
        Side.Buyer => Party.Buyer, Side.Provider => Party.Provider, _ => throw new ArgumentOutOfRangeException(nameof(side), side, "The site is no side of a dispute."),
    };
}
