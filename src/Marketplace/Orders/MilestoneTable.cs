using System.Collections.Frozen;
using Marketplace.Payments;
using Marketplace.Vocabulary;
using static Marketplace.Orders.MilestoneState;
using static Marketplace.Orders.Party;

namespace Marketplace.Orders;

/// <summary>
/// How a milestone moves: the rows, and one pure function for each. A function looks at nothing but its argument; what it allows is committed by
/// <see cref="MoveMilestone"/>, with the postings that the row names (G gross, H held, a accepted, f fee, t tax on it, p paid out, r refunded, v fetched back).
/// </summary>
internal static partial class MilestoneTable
{
    private static readonly MilestoneState[] open = [Planned, FundingPending, Funded, Delivered, Accepted, Releasing, Disputed, Refunding];

    public static IReadOnlyList<MilestoneRow> Rows { get; } =
    [
        new("T0", [Planned, FundingPending], [Cancelled, FundingPending], [Buyer, Provider, Party.System], "", [Buyer, Provider]),
        new("T1", [Planned], [FundingPending], [Buyer], "", []),
        new("T1p", [FundingPending], [FundingPending], [Buyer], "", [Provider]),
        new("T1n", [FundingPending], [FundingPending], [Provider], "", [Buyer]),
        new("T1c", [FundingPending], [Review], [Clock], "", [Buyer, Provider, Officer]),
        new("T2", [FundingPending], [Planned, FundingPending], [Clock, Party.System], "", [Buyer]),
        new("T3", [FundingPending, Planned], [Funded], [Party.System], "A.PSP G / L.HELD G; E.PSPFEE S / A.PSP S", [Buyer, Provider]),
        new("T3d", [FundingPending, Planned, Review], [Funded], [Provider], "", [Buyer]),
        new("T4", [Funded], [Delivered, Review], [Provider], "", [Buyer]),
        new("T5", [Delivered], [Funded], [Buyer], "", [Provider]),
        new("T6", [Delivered], [Accepted], [Buyer, Clock], "L.HELD a / L.PAYABLE p, R.FEE f, L.TAX t; direct: A.RECOVER f+t / R.FEE f, L.TAX t", [Buyer, Provider]),
        new("T6r", [Delivered], [Delivered], [Clock], "", [Buyer]),
        new("T7", [Accepted, Disputed], [Releasing, Disputed, Accepted, Review], [Clock], "pending L.PAYABLE p / A.PSP p", []),
        new("T7d", [Accepted, Disputed], [Released, Funded, Disputed, Settled], [Clock], "", []),
        new("T8", [Releasing], [Released, Funded], [Party.System], "posted", [Provider]),
        new("T8'", [Releasing, Disputed], [Accepted, Disputed, Review], [Party.System], "archived", [Provider]),
        new("T9", [Delivered, Accepted, Releasing], [Disputed], [Buyer, Provider], "T6 the other way round, credit note", [Buyer, Provider]),
        new("T9a", [Disputed], [Disputed], [Buyer, Provider], "", [Buyer, Provider]),
        new("T9b", [Disputed, Review], [Accepted], [Buyer], "as T6", [Buyer, Provider]),
        new("T9c", [Disputed, Review], [Refunding], [Provider], "as T10", [Buyer, Provider]),
        new("T10", [Funded], [Refunding, Review], [Buyer, Provider, Clock], "L.HELD r / L.REFUND r; pending L.REFUND r / A.PSP r", [Buyer, Provider]),
        new("T11", [Refunding], [Refunded, Funded], [Party.System], "posted", [Buyer, Provider]),
        new("T11'", [Refunding, Disputed], [Review], [Party.System], "archived, or A.PSP r / L.REFUND r", [Buyer, Officer]),
        new("T11d", [Refunding, Disputed, Review], [Refunded, Settled], [Buyer, Officer], "", [Provider]),
        new("T11c", [Refunding, Disputed], [Review], [Clock], "", [Buyer, Provider, Officer]),
        new("T12", [Disputed, Review], [Disputed, Settled], [Arbiter, Party.System], "T6 and T7 for a, T10 for r", [Buyer, Provider]),
        new("T13", [Disputed], [Review], [Clock], "", [Arbiter, Officer]),
        new("T14", [Released], [Released], [Officer], "A.PSP v, R.FEE f, L.TAX t / L.REFUND; then as T10", [Buyer, Provider]),
        new("T15", [Planned], [Planned], [Buyer, Provider], "", []),
        new("T15d", [Funded], [Funded], [Buyer, Provider], "", []),
        new("C5", [Funded, Delivered, Accepted, Releasing, Disputed, Refunding, Review], [Funded, Delivered, Releasing, Refunding, Refunded, Settled, Review], [Party.System], "L.HELD, L.CBCOVER, E.LOSS / A.CHARGEBACK c", [Buyer, Provider, Officer]),
        new("X1", open, [Review], [Party.System], "", [Officer]),
        new("X2", [Review], [Released, Refunded, Settled, Cancelled], [Officer], "what is owed by hand: L.REFUND / A.BANK", [Buyer, Provider]),
        new("X3", [Review], [Review], [Officer], "", [Buyer, Provider, Arbiter]),
    ];

    private static readonly FrozenDictionary<string, MilestoneRow> rows = Rows.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    // T0: either side, before money moved. Where a payment page is open it is closed first, and the payer may be quicker.
    public static Outcome<MilestoneStep> Cancel(MilestoneNow now) => now.It is { State: FundingPending, ReportedAt: not null } && now.By == Provider
        ? No("payment_reported", "采购方称已付款：请先说明款项是否到账。", "The buyer says that it has paid: say first whether it arrived.")
        : now.It.State == Planned ? Go("T0", now, Cancelled)
        : Go("T0", now, FundingPending, it => it with { Cancelling = true }, new MoneyMove.CancelCollect());

    // T1: creating the page moves no money.
    public static Outcome<MilestoneStep> Fund(MilestoneNow now) => May("T1", now) is { } not ? not
        : !now.OrderActive ? NotActive()
        : CurrencyRules.Check(now.Money.Gross, "amount") is { } cannot ? new Refusal(RefusalKind.Unprocessable, [cannot])
        : Go("T1", now, FundingPending, it => it with { ClosesAt = now.At + MilestoneRules.PageOpen, PaidBy = PayBy.Online, ReportedAt = null }, new MoneyMove.Collect());

    // T2, first half: nobody paid within a day. A page that cannot be closed yet, as while a bank debit is under way, is asked again a day later.
    public static Outcome<MilestoneStep> ClosePage(MilestoneNow now) =>
        Go("T2", now, FundingPending, it => it with { ClosesAt = now.At + MilestoneRules.PageOpen }, new MoneyMove.CancelCollect());

    // T2, second half, and T0's: the page is closed and nobody paid.
    public static Outcome<MilestoneStep> PageClosed(MilestoneNow now) => now.It.Cancelling || !now.OrderActive
        ? Go("T0", now, Cancelled, it => it with { ClosesAt = null, Cancelling = false })
        : Go("T2", now, Planned, it => it with { ClosesAt = null });

    // T3 and the first case of T3′: paid, perhaps late, and still wanted. All other late money goes back and moves nothing but a page that was being closed.
    public static Outcome<MilestoneStep> Paid(MilestoneNow now) => now.OrderActive && !now.It.Cancelling && now.Money.CollectedAt is null
        ? Go("T3", now, Funded, it => it with { PaidBy = now.Money.By == PayBy.Held ? PayBy.Held : PayBy.Online, FundedAt = now.At, HoldLimit = now.At + now.Rules.Hold, ClosesAt = null, ReportedAt = null })
        : Go("T0", now, Cancelled, it => it with { ClosesAt = null, Cancelling = false });

    // T4: the review is as long as was agreed, at most 14 days, and never past the day until which the money may be kept.
    public static Outcome<MilestoneStep> Deliver(MilestoneNow now)
    {
        if (May("T4", now) is { } not) return not;
        var agreed = TimeSpan.FromDays(now.It.Terms.ReviewDays);
        var review = Least(agreed, MilestoneRules.LongestReview, IsDirect(now) ? agreed : now.It.HoldLimit!.Value - now.At);
        return review < Least(agreed, MilestoneRules.LeastReview)
            ? Go("T4", now, Review, it => it with { DeliveredAt = now.At, Why = "no_time_to_review" })
            : Go("T4", now, Delivered, it => it with { DeliveredAt = now.At, ReviewEndsAt = now.At + review, Reminders = 0 });
    }

    // T5: twice at most.
    public static Outcome<MilestoneStep> AskChanges(MilestoneNow now) => May("T5", now) is { } not ? not
        : now.It.ChangesAsked >= MilestoneRules.MostChanges ? No("changes_used_up", "修改要求最多两次；请验收或提出争议。", "Changes can be asked for twice; accept it, or open a dispute.")
        : Go("T5", now, Funded, it => it with { ChangesAsked = it.ChangesAsked + 1, DeliveredAt = null, ReviewEndsAt = null, HoldLimit = KeptUntil(now) });

    // T6: by the buyer, or by the clock at the end of the review. A part leaves the rest to be delivered once more.
    public static Outcome<MilestoneStep> Accept(MilestoneNow now, long? part = null) => May("T6", now) is { } not ? not
        : now.By == Clock && now.At < now.It.ReviewEndsAt ? No("review_not_over", "验收期尚未结束。", "The review is not over.")
        : Go("T6", now, Accepted, it => it with { AcceptedAt = now.At, PaysOutAt = now.At + now.Rules.RiskDelay, Refusals = 0 }, new MoneyMove.Accept(part ?? now.Money.Held));

    // The reminders of T6: at half-time, and two days before the end.
    public static Outcome<MilestoneStep> Remind(MilestoneNow now) => Go("T6r", now, Delivered, it => it with { Reminders = it.Reminders + 1 });

    // T7: what was accepted is sent; of a decided dispute too, where it was refused the first time.
    public static Outcome<MilestoneStep> PayOut(MilestoneNow now) => IsDirect(now) ? Keep(now)
        // The payer's bank asks the money back: it waits until that is decided.
        : now.Money.IsChargedBack ? Go("T7", now, now.It.State, it => it with { PaysOutAt = now.At + MilestoneRules.PayOutAgain })
        // It may be a fraud, and no arbiter decided it: whoever gave in, a person of the platform looks first.
        : now.Money.RiskHold is { } risk && now.It.State == Accepted ? Go("T7", now, Review, it => it with { PaysOutAt = null, Why = risk })
        : Go("T7", now, now.It.State == Disputed ? Disputed : Releasing, it => it with { PaysOutAt = null }, new MoneyMove.Release());

    // T8, or the end of T12.
    public static Outcome<MilestoneStep> PaidOut(MilestoneNow now) => now.It.State == Disputed ? Settle(now)
        : now.Money.Held > 0 ? Go("T8", now, Funded, Undelivered)
        : Go("T8", now, Released);

    // T8′: tried again by and by; one that is refused for days wants a person.
    public static Outcome<MilestoneStep> PayOutRefused(MilestoneNow now) => now.It.Refusals + 1 >= MilestoneRules.MostRefusals
        ? Go("T8'", now, Review, it => it with { Refusals = it.Refusals + 1, Why = "payout_refused" })
        : Go("T8'", now, now.It.State == Disputed ? Disputed : Accepted, it => it with { Refusals = it.Refusals + 1, PaysOutAt = now.At + MilestoneRules.PayOutAgain });

    // T9: while the payout has not left. The acceptance is undone, so that all of it is held again.
    public static Outcome<MilestoneStep> OpenDispute(MilestoneNow now) => now.It.Dispute?.ConcededBy == now.By && May("T9", now) is null
        ? No("conceded", "您方已在先前的争议中作出让步，不能再次提出争议。", "Your side conceded the dispute about this milestone and cannot open another.")
        : Go("T9", now, Disputed, it => it with
        {
            Dispute = new MilestoneDispute(now.By, now.At, now.At + MilestoneRules.AnswerWithin, now.At + MilestoneRules.DecideWithin), AcceptedAt = null, PaysOutAt = null,
        }, new MoneyMove.TakeBack());

    // The other side's answer, by which the arbiter need not wait the week.
    public static Outcome<MilestoneStep> AnswerDispute(MilestoneNow now) => May("T9a", now) is { } not ? not
        : now.It.Dispute is not { } dispute || dispute.By == now.By ? No("not_yours_to_answer", "应由对方答复该争议。", "The other side answers this dispute.")
        : Go("T9a", now, Disputed, it => it with { Dispute = dispute with { AnsweredAt = dispute.AnsweredAt ?? now.At } });

    // T9b and T9c: a side gives in, also while a person looks at what nobody decided in time. All that is held goes to the other.
    public static Outcome<MilestoneStep> Concede(MilestoneNow now)
    {
        if (May(now.By == Provider ? "T9c" : "T9b", now) is { } not) return not;
        if (now.It is not { Dispute: { } dispute, Decision: null } || now.Money.Held == 0) return No("nothing_to_concede", "该里程碑没有待裁决的争议。", "No dispute about this milestone waits for a decision.");
        var conceded = dispute with { ConcededBy = now.By, Proposed = null };
        return now.By == Buyer
            ? Go("T9b", now, Accepted, it => it with { Dispute = conceded, AcceptedAt = now.At, PaysOutAt = now.At + now.Rules.RiskDelay, Refusals = 0, Why = null }, new MoneyMove.Accept(now.Money.Held))
            : Go("T9c", now, Refunding, it => it with { Dispute = conceded, Why = null, RefundBy = IsDirect(now) ? now.At + MilestoneRules.RefundWithin : null }, new MoneyMove.Refund(now.Money.Held));
    }

    // T10: the provider gives up; the buyer, when it is two weeks late; the clock, when the money may not be kept longer.
    public static Outcome<MilestoneStep> GiveBack(MilestoneNow now) => May("T10", now) is { } not ? not : now.By switch
    {
        Buyer when now.At < MilestoneClocks.LateFrom(now.It, now.Rules) => No("not_late_enough", "逾期满 14 日后方可要求退款。", "The money can be asked back two weeks after the due date."),
        Clock when now.At < now.It.HoldLimit => No("may_be_kept", "担保期限未到。", "The money may still be kept."),
        Clock when now.Money.IsChargedBack => Go("T10", now, Review, it => it with { Why = "charged_back" }),
        _ => Go("T10", now, Refunding, it => it with { RefundBy = IsDirect(now) ? now.At + MilestoneRules.RefundWithin : null }, new MoneyMove.Refund(now.Money.Held)),
    };

    // T11, or the end of T12.
    public static Outcome<MilestoneStep> GivenBack(MilestoneNow now) => now.It.State == Disputed ? Settle(now)
        : now.Money.Held > 0 ? Go("T11", now, Funded, Undelivered)
        : Go("T11", now, Refunded);

    // T11′: it stays owed, and a person pays it by hand.
    public static Outcome<MilestoneStep> GiveBackFailed(MilestoneNow now) => Go("T11'", now, Review, it => it with { Why = "refund_failed" });

    // T12: all that is held goes one way or the other. Above the limit a second arbiter must say the same.
    public static Outcome<MilestoneStep> Decide(MilestoneNow now, long release, long refund)
    {
        if (May("T12", now) is { } not) return not;
        var (held, dispute) = (now.Money.Held + (now.Money.Part?.Gross ?? 0), now.It.Dispute);
        if (now.It.State == Disputed && dispute is { AnsweredAt: null } && now.At < dispute.AnswerBy) return No("answer_awaited", "对方答复期未满。", "The other side still has time to answer.");
        if (release < 0 || refund < 0 || held == 0 || release > held || refund != held - release)
            return Refusal.Because(RefusalKind.Unprocessable, "decision_not_whole", "付款与退款之和须等于担保中的全部金额。", "What is paid out and what is refunded must be all that is held.", "release");
        if (dispute?.Proposed is { } first && first.Person == now.Person) return No("second_person", "须由另一位仲裁员确认。", "Another arbiter must agree.");
        if (held > now.Rules.TwoDecideAbove && (dispute?.Proposed is not { } proposed || (proposed.Release, proposed.Refund) != (release, refund)))
            return Go("T12", now, Disputed, it => it with { Dispute = (dispute ?? FromReview(now)) with { Proposed = new MilestoneProposal(release, refund, now.Person) } });
        MoneyMove[] moves = [new MoneyMove.TakeBack(), .. refund > 0 ? [new MoneyMove.Refund(refund)] : Array.Empty<MoneyMove>(), .. release > 0 ? [new MoneyMove.Accept(release), new MoneyMove.Release()] : Array.Empty<MoneyMove>()];
        // Of a direct payment what is the provider's is there already, so where nothing goes back all is done.
        return Go("T12", now, IsDirect(now) && refund == 0 ? Settled : Disputed, it => it with
        {
            Decision = new MilestoneDecision(release, refund, now.At), Refusals = 0, PaysOutAt = null, Why = null, RefundBy = IsDirect(now) && refund > 0 ? now.At + MilestoneRules.RefundWithin : null,
        }, moves);
    }

    // T13: never by itself to one side or the other once it was delivered.
    public static Outcome<MilestoneStep> Undecided(MilestoneNow now) => May("T13", now) is { } not ? not
        : now.At < MilestoneClocks.DecidedBy(now.It) ? No("time_to_decide", "裁决期未满。", "There is time to decide.")
        : Go("T13", now, Review, it => it with { Why = "undecided" });

    // T14: with the provider's consent, which whoever asks has seen.
    public static Outcome<MilestoneStep> Goodwill(MilestoneNow now, long gross) => Go("T14", now, Released, it => it, new MoneyMove.Reverse(gross));

    // C5 and C6: the payer's bank keeps the money. What was on its way goes on; where nothing is left it is over; in a dispute, where a payout was taken back, and where the rest is not what was agreed, a person looks.
    public static Outcome<MilestoneStep> ChargebackLost(MilestoneNow now) => now.It.State is Disputed or Review
        ? Go("C5", now, Review, it => it with { Why = it.Why ?? "charged_back" })
        : now.Money is { Held: 0, Owed: 0, IsSettled: true } ? Go("C5", now, now.Money.Released == 0 ? Refunded : Settled, it => it with { Why = null })
        : now.It.State == Accepted || (now.It.State == Releasing && now.Money.Releasing == 0) || now.Money.Held is > 0 and < Payments.Parts.Least ? Go("C5", now, Review, it => it with { Why = "charged_back" })
        : Go("C5", now, now.It.State);

    // X1: something that only a person can go on from.
    public static Outcome<MilestoneStep> Stop(MilestoneNow now, string why) => Go("X1", now, Review, it => it with { Why = why });

    // X2: a person saw to it. What is still held is decided (T12); what is owed by hand was paid from the bank account, and this says so.
    public static Outcome<MilestoneStep> Conclude(MilestoneNow now) => May("X2", now) is { } not ? not
        : now.Money is not { Held: 0, IsSettled: true, IsChargedBack: false } ? No("money_left", "仍有款项未结清，请先裁决或等待其完成。", "Some of the money is not settled: decide on it, or wait for what is under way.")
        : IsDirect(now) ? Go("X2", now, Concluded(now), it => it with { Why = null, RefundBy = null })
        : Go("X2", now, now.Money.Refunded + now.Money.Owed + now.Money.LostFromHold == 0 ? Released : now.Money.Released == 0 ? Refunded : Settled, it => it with { Why = null },
            now.Money.Owed > 0 ? [new MoneyMove.PaidByHand()] : []);

    // X3: what is still held, and neither side disputes, goes to an arbiter, who decides it by T12.
    public static Outcome<MilestoneStep> HandOver(MilestoneNow now) => May("X3", now) is { } not ? not
        : now.Money.Held + (now.Money.Part?.Gross ?? 0) == 0 ? No("nothing_to_decide", "没有受保护的款项可供裁决。", "Nothing is held that could be decided on.")
        : now.It is { Dispute: { ConcededBy: null }, Decision: null } ? No("dispute_open", "该里程碑已有待裁决的争议。", "A dispute about this milestone waits for a decision already.")
        : Go("X3", now, Review, it => it with { Dispute = FromReview(now), Decision = null });

    public static MilestoneRow Row(string name) => rows[name];

    /// <summary>Why the row does not allow it whatever else there is: whoever asks may not, or the milestone is not where the row begins.</summary>
    private static Refusal? May(string name, MilestoneNow now) => !Row(name).By.Contains(now.By) ? Refusal.Forbidden()
        : Row(name).From.Contains(now.It.State) && (now.It is not { State: Disputed, Decision: not null } || now.By is Clock or Party.System || name == "T11d") ? null
        : No("not_in_this_state", "该里程碑目前的状态不允许此操作。", $"The milestone is {now.It.State}; this cannot be done with it now.");

    // T12's end: both halves arrived, which only the provider of payments can say. What is fetched back for a chargeback meanwhile is a matter beside it.
    private static Outcome<MilestoneStep> Settle(MilestoneNow now) => now.By != Party.System ? Refusal.Forbidden()
        : now.Money is { Held: 0, Part: null, Releasing: 0, Refunding: 0 } ? Go("T12", now, Settled) : Go("T12", now, Disputed);

    private static MilestoneDispute FromReview(MilestoneNow now) => new(Party.System, now.At, now.At, now.At + MilestoneRules.DecideWithin, now.At);

    private static Milestone Undelivered(Milestone it) => it with { DeliveredAt = null, ReviewEndsAt = null, AcceptedAt = null, PaysOutAt = null, ChangesAsked = 0, Reminders = 0 };

    private static Outcome<MilestoneStep> Go(string name, MilestoneNow now, MilestoneState to, Func<Milestone, Milestone>? change = null, params MoneyMove[] money)
    {
        if (May(name, now) is { } not) return not;
        if (!Row(name).To.Contains(to)) throw new InvalidOperationException($"{name} does not lead to {to}.");
        var after = (change ?? (it => it))(now.It);
        return new MilestoneStep(name, after with { State = to }, money);
    }

    private static TimeSpan Least(params TimeSpan[] spans) => spans.Min();

    private static Refusal No(string code, string zh, string en) => Refusal.Because(RefusalKind.Conflict, code, zh, en);
}
