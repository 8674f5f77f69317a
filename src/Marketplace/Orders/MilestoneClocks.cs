using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>When time itself moves a milestone, and how.</summary>
internal sealed record MilestoneClock(DateTimeOffset At, Func<MilestoneNow, Outcome<MilestoneStep>> Ring);

/// <summary>The clocks of <see cref="MilestoneTable"/>: every state that waits for somebody has one, or is one in which a person must act.</summary>
public static class MilestoneClocks
{
    /// <summary>The next instant at which something is due, whatever happens; null where nothing is.</summary>
    public static DateTimeOffset? Next(Milestone it) => Clock(it)?.At;

    internal static MilestoneClock? Clock(Milestone it) => it.State switch
    {
        MilestoneState.FundingPending when it.ClosesAt is { } at => new(at, it is { PaidBy: PayBy.Direct, ReportedAt: not null } ? MilestoneTable.Unconfirmed : MilestoneTable.ClosePage),
        MilestoneState.Funded when it.HoldLimit is { } at => new(at, MilestoneTable.GiveBack),
        MilestoneState.Delivered => Review(it),
        MilestoneState.Accepted when it.PaysOutAt is { } at => new(at, MilestoneTable.PayOut),
        MilestoneState.Refunding or MilestoneState.Disputed when it.RefundBy is { } at => new(at, MilestoneTable.RefundMissing),
        MilestoneState.Disputed when it.Decision is not null => it.PaysOutAt is { } at ? new(at, MilestoneTable.PayOut) : null,
        MilestoneState.Disputed => new(DecidedBy(it), MilestoneTable.Undecided),
        _ => null,
    };

    /// <summary>From when the buyer may have the money back because it was not delivered.</summary>
    internal static DateTimeOffset LateFrom(Milestone it, MilestoneRules rules) =>
        rules.EndOf(it.Terms.Due) + MilestoneRules.LateAfter;

    internal static DateTimeOffset DecidedBy(Milestone it)
    {
        var (decide, kept) = (it.Dispute!.DecideBy, it.HoldLimit!.Value - MilestoneRules.BeforeHoldLimit);
        return decide < kept || it.PaidBy == PayBy.Direct ? decide : kept;
    }

    private static MilestoneClock Review(Milestone it)
    {
        var (from, end) = (it.DeliveredAt!.Value, it.ReviewEndsAt!.Value);
        DateTimeOffset[] reminders = [from + (end - from) / 2, end - MilestoneRules.LastReminder];
        Array.Sort(reminders);
        return it.Reminders < reminders.Length ? new(reminders[it.Reminders], MilestoneTable.Remind) : new(end, now => MilestoneTable.Accept(now));
    }
}
