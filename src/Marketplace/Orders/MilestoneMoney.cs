using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>Hears what became of a milestone's money and moves the milestone in the same commit.</summary>
internal sealed class MilestoneMoney(IMilestoneHome home, MilestoneRules rules) : IPaymentOwner
{
    public bool Owns(string reference) => reference.StartsWith("ord_", StringComparison.Ordinal);

    public async Task<OwnerAnswer> Hear(PaymentTold told, CancellationToken cancel)
    {
        if (await home.Find(told.Payment.Reference, cancel) is not { } found) throw new InvalidOperationException($"There is no milestone {told.Payment.Reference}.");
        if (told.News == PaymentNews.ChargedBack) return OwnerAnswer.Nothing() with { Evidence = found.Evidence(told.Payment) };
        var now = new MilestoneNow(found.Milestone, told.Payment, found.OrderActive, told.At, Party.System, "", rules);
        if (Move(now, told) is not { } moved) return OwnerAnswer.Nothing();
        // The table has no row for it: a person must look at what the provider did and nobody here asked for.
        if (!moved.Is(out var step, out var refusal) && !MilestoneTable.Stop(now, refusal.First.Code).Is(out step, out _)) return OwnerAnswer.Nothing();
        return new OwnerAnswer(step.Row == "T3", found.Put(step.After, Party.System), [MoveMilestone.Moved(told.Payment.Reference, step.Row, Party.System, found.Milestone, step.After)]);
    }

    /// <returns>Null where the news moves no milestone.</returns>
    private static Outcome<MilestoneStep>? Move(MilestoneNow now, PaymentTold told) => told.News switch
    {
        PaymentNews.Collected => now.It.State is MilestoneState.FundingPending || (now.It.State == MilestoneState.Planned && now.OrderActive && now.Money.CollectedAt is null) ? MilestoneTable.Paid(now) : null,
        PaymentNews.CollectEnded => now.It.State == MilestoneState.FundingPending ? MilestoneTable.PageClosed(now) : null,
        PaymentNews.Released when Waits(now) => MilestoneTable.PaidOut(now),
        PaymentNews.ReleaseRefused when Waits(now) => MilestoneTable.PayOutRefused(now),
        PaymentNews.Refunded when Waits(now) => MilestoneTable.GivenBack(now),
        PaymentNews.RefundFailed when Waits(now) => MilestoneTable.GiveBackFailed(now),
        PaymentNews.ChargebackLost when !now.It.IsOver && now.Money.CollectedAt is not null => MilestoneTable.ChargebackLost(now),
        PaymentNews.Stuck when !now.It.IsOver && now.It.State != MilestoneState.Review => MilestoneTable.Stop(now, told.Because ?? "stuck"),
        _ => null,
    };

    /// <summary>Goodwill after the end, and what arrives while a person looks at it, move nothing.</summary>
    private static bool Waits(MilestoneNow now) =>
        now.It.State is MilestoneState.Releasing or MilestoneState.Refunding || now.It is { State: MilestoneState.Disputed, Decision: not null };
}
