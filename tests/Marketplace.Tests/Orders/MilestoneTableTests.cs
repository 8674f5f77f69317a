using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Orders;

public sealed class MilestoneTableTests
{
    private static readonly DateTimeOffset now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Every function of the table with what it needs, by the row that it stands for.</summary>
    private static readonly Dictionary<string, Func<MilestoneNow, Outcome<MilestoneStep>>> moves = new()
    {
        ["T0"] = MilestoneTable.Cancel, ["T1"] = MilestoneTable.Fund, ["T1p"] = it => MilestoneTable.ReportPaid(Direct(it)), ["T1n"] = it => MilestoneTable.NotArrived(Direct(it)),
        ["T1c"] = MilestoneTable.Unconfirmed, ["T2"] = MilestoneTable.ClosePage, ["T3"] = MilestoneTable.Paid, ["T3d"] = it => MilestoneTable.Received(Direct(it)), ["T4"] = MilestoneTable.Deliver,
        ["T5"] = MilestoneTable.AskChanges, ["T6"] = it => MilestoneTable.Accept(it), ["T6r"] = MilestoneTable.Remind, ["T7"] = MilestoneTable.PayOut, ["T7d"] = it => MilestoneTable.PayOut(Direct(it)), ["T8"] = MilestoneTable.PaidOut,
        ["T8'"] = MilestoneTable.PayOutRefused, ["T9"] = MilestoneTable.OpenDispute, ["T9a"] = MilestoneTable.AnswerDispute, ["T9b"] = it => MilestoneTable.Concede(it.By == Party.Provider ? it with { By = Party.Officer } : it), ["T9c"] = it => MilestoneTable.Concede(it.By == Party.Provider ? it : it with { By = Party.Officer }),
        ["T10"] = MilestoneTable.GiveBack, ["T11"] = MilestoneTable.GivenBack,
        ["T11'"] = MilestoneTable.GiveBackFailed, ["T11d"] = it => MilestoneTable.RefundArrived(Direct(it)), ["T11c"] = MilestoneTable.RefundMissing, ["T12"] = it => MilestoneTable.Decide(it, 400, 600), ["T13"] = MilestoneTable.Undecided, ["T14"] = it => MilestoneTable.Goodwill(it, 100),
        ["T15"] = it => MilestoneTable.Agree(it, it.It.Terms), ["T15d"] = it => MilestoneTable.Postpone(it, it.It.Terms.Due),
        ["C5"] = MilestoneTable.ChargebackLost, ["X1"] = it => MilestoneTable.Stop(it, "why"), ["X2"] = MilestoneTable.Conclude, ["X3"] = MilestoneTable.HandOver,
    };

    [Fact]
    public void Nobody_moves_a_milestone_who_is_not_in_the_row_and_from_nowhere_else_than_where_it_begins()
    {
        Assert.Equal(MilestoneTable.Rows.Select(it => it.Name), moves.Keys);
        foreach (var row in MilestoneTable.Rows)
            foreach (var by in Enum.GetValues<Party>())
                foreach (var state in Enum.GetValues<MilestoneState>())
                {
                    var outcome = moves[row.Name](At(state, by));
                    if (!row.By.Contains(by)) Assert.Equal(RefusalKind.Forbidden, outcome.Refusal?.Kind);
                    else if (outcome.Succeeded && outcome.Value.Row == row.Name) Assert.True(row.From.Contains(state) && row.To.Contains(outcome.Value.After.State), $"{row.Name}: {state} → {outcome.Value.After.State}");
                    else if (!row.From.Contains(state) && !outcome.Succeeded) Assert.Equal("not_in_this_state", outcome.Refusal.First.Code);
                }
    }

    [Fact]
    public void Nothing_leads_out_of_an_end_and_out_of_everything_else_something_does()
    {
        MilestoneState[] ends = [MilestoneState.Released, MilestoneState.Settled, MilestoneState.Refunded, MilestoneState.Cancelled];
        foreach (var state in Enum.GetValues<MilestoneState>())
            Assert.Equal(!ends.Contains(state), MilestoneTable.Rows.Any(it => it.From.Contains(state) && it.To.Any(to => to != state)));
        Assert.All(ends, end => Assert.True(new Milestone { Terms = Terms(10), State = end }.IsOver));
    }

    [Theory]
    [InlineData(10, 60, 10)] // as agreed
    [InlineData(30, 60, 14)] // never longer than a fortnight
    [InlineData(10, 7, 7)] // never past the day until which the money may be kept
    [InlineData(10, 4, null)] // then five days are too few
    [InlineData(3, 4, 3)] // but for whom three were agreed
    [InlineData(3, 2, null)]
    public void The_review_is_as_long_as_agreed_within_its_limits_or_a_person_looks(int agreed, int heldDays, int? days)
    {
        var it = At(MilestoneState.Funded, Party.Provider) with { It = new Milestone { Terms = Terms(agreed), State = MilestoneState.Funded, HoldLimit = now.AddDays(heldDays) } };
        var after = MilestoneTable.Deliver(it).Value.After;

        Assert.Equal(days is null ? (MilestoneState.Review, null) : (MilestoneState.Delivered, now.AddDays(days.Value)), (after.State, after.ReviewEndsAt));
    }

    [Fact]
    public void The_hold_limit_is_what_the_design_says() =>
        Assert.Equal((81, 657, 8), (MilestoneRules.HoldFor(90).TotalDays, MilestoneRules.HoldFor(730).TotalDays, MilestoneRules.HoldFor(10).TotalDays));

    [Fact]
    public void Changes_are_asked_for_twice_at_most() =>
        Assert.Equal("changes_used_up", MilestoneTable.AskChanges(At(MilestoneState.Delivered, Party.Buyer, it => it with { ChangesAsked = 2 })).Refusal?.First.Code);

    [Fact]
    public void The_buyer_has_the_money_back_two_weeks_after_the_end_of_the_due_day_in_the_markets_zone()
    {
        var shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var it = At(MilestoneState.Funded, Party.Buyer, it => it with { Terms = it.Terms with { Due = new DateOnly(2026, 10, 31) } }) with { Rules = new MilestoneRules { Zone = shanghai } };
        var end = new DateTimeOffset(2026, 11, 14, 16, 0, 0, TimeSpan.Zero);

        Assert.Equal("not_late_enough", MilestoneTable.GiveBack(it with { At = end.AddMilliseconds(-1) }).Refusal?.First.Code);
        Assert.True(MilestoneTable.GiveBack(it with { At = end }).Succeeded);
    }

    [Theory]
    [InlineData(400, 600, null)]
    [InlineData(1_000, 0, null)]
    [InlineData(0, 1_000, null)]
    [InlineData(400, 599, "decision_not_whole")]
    [InlineData(1_001, -1, "decision_not_whole")]
    [InlineData(long.MaxValue, long.MinValue, "decision_not_whole")]
    public void A_decision_is_about_all_that_is_held(long release, long refund, string? code) =>
        Assert.Equal(code, MilestoneTable.Decide(At(MilestoneState.Disputed, Party.Arbiter), release, refund).Refusal?.First.Code);

    [Fact]
    public void The_other_side_has_a_week_to_answer()
    {
        var open = At(MilestoneState.Disputed, Party.Arbiter, it => it with { Dispute = it.Dispute! with { AnsweredAt = null } });
        Assert.Equal("answer_awaited", MilestoneTable.Decide(open with { At = now.AddDays(7).AddMilliseconds(-1) }, 400, 600).Refusal?.First.Code);
        Assert.True(MilestoneTable.Decide(open with { At = now.AddDays(7) }, 400, 600).Succeeded);
    }

    [Fact]
    public void Above_the_limit_two_arbiters_must_say_the_same()
    {
        var first = At(MilestoneState.Disputed, Party.Arbiter) with { Rules = new MilestoneRules { TwoDecideAbove = 999 }, Person = "ann" };
        var proposed = first with { It = MilestoneTable.Decide(first, 400, 600).Value.After };
        Assert.Null(proposed.It.Decision);
        Assert.Equal("second_person", MilestoneTable.Decide(proposed, 400, 600).Refusal?.First.Code);

        Assert.Null(MilestoneTable.Decide(proposed with { Person = "bob" }, 500, 500).Value.After.Decision);
        Assert.Equal(new MilestoneDecision(400, 600, now), MilestoneTable.Decide(proposed with { Person = "bob" }, 400, 600).Value.After.Decision);
    }

    [Fact]
    public void A_review_reminds_at_half_time_and_two_days_before_and_then_accepts_by_itself()
    {
        var it = new Milestone { Terms = Terms(10), State = MilestoneState.Delivered, DeliveredAt = now, ReviewEndsAt = now.AddDays(10), HoldLimit = now.AddDays(60) };

        Assert.Equal(now.AddDays(5), MilestoneClocks.Next(it));
        Assert.Equal(now.AddDays(8), MilestoneClocks.Next(it with { Reminders = 1 }));
        Assert.Equal(now.AddDays(10), MilestoneClocks.Next(it with { Reminders = 2 }));
        Assert.Equal("review_not_over", MilestoneTable.Accept(At(MilestoneState.Delivered, Party.Clock) with { At = now.AddDays(9) }).Refusal?.First.Code);
        Assert.Equal("T6", MilestoneTable.Accept(At(MilestoneState.Delivered, Party.Clock) with { At = now.AddDays(10) }).Value.Row);
    }

    [Fact]
    public void An_undecided_dispute_goes_to_a_person_after_a_month_or_a_week_before_the_money_may_not_be_kept()
    {
        var it = At(MilestoneState.Disputed, Party.Clock).It;
        Assert.Equal(now.AddDays(30), MilestoneClocks.Next(it));
        Assert.Equal(now.AddDays(13), MilestoneClocks.Next(it with { HoldLimit = now.AddDays(20) }));
    }

    [Fact]
    public void Every_silence_about_a_direct_transfer_has_its_clock()
    {
        var open = MilestoneTable.FundByTransfer(At(MilestoneState.Planned, Party.Buyer), transfer).Value.After;
        Assert.Equal(now.AddDays(14), MilestoneClocks.Next(open));
        Assert.Equal("T2", Ring(open).Row);

        var reported = MilestoneTable.ReportPaid(Direct(At(MilestoneState.FundingPending, Party.Buyer, _ => open)) with { At = now.AddDays(10) }).Value.After;
        Assert.Equal(now.AddDays(24), MilestoneClocks.Next(reported));
        Assert.Equal((MilestoneState.Review, "payment_unconfirmed"), (Ring(reported).After.State, Ring(reported).After.Why));

        var paid = MilestoneTable.Received(Direct(At(MilestoneState.Planned, Party.Provider, it => it with { State = MilestoneState.FundingPending, PaidBy = PayBy.Direct }))).Value.After;
        Assert.Equal(new DateTimeOffset(2027, 3, 21, 0, 0, 0, TimeSpan.Zero).AddDays(14 + 30), MilestoneClocks.Next(paid));

        var owed = MilestoneTable.GiveBack(Direct(At(MilestoneState.Funded, Party.Provider))).Value.After;
        Assert.Equal(now.AddDays(30), MilestoneClocks.Next(owed));
        Assert.Equal((MilestoneState.Review, "refund_unconfirmed"), (Ring(owed).After.State, Ring(owed).After.Why));

        MilestoneStep Ring(Milestone it) => MilestoneClocks.Clock(it)!.Ring(At(it.State, Party.Clock, _ => it)).Value;
    }

    [Fact]
    public void A_direct_transfer_is_received_late_but_never_for_a_milestone_that_was_called_off_or_for_which_none_was_chosen()
    {
        Assert.True(MilestoneTable.Received(Direct(At(MilestoneState.Planned, Party.Provider))).Succeeded);
        Assert.True(MilestoneTable.Received(Direct(At(MilestoneState.Review, Party.Provider, it => it with { Why = "payment_unconfirmed" }))).Succeeded);
        Assert.Equal("no_transfer_awaited", MilestoneTable.Received(Direct(At(MilestoneState.Review, Party.Provider))).Refusal?.First.Code);
        Assert.Equal("no_transfer_awaited", MilestoneTable.Received(Direct(At(MilestoneState.FundingPending, Party.Provider, it => it with { Cancelling = true }))).Refusal?.First.Code);
        Assert.Equal("no_transfer_awaited", MilestoneTable.Received(At(MilestoneState.Planned, Party.Provider)).Refusal?.First.Code);
        Assert.Equal("not_in_this_state", MilestoneTable.Received(Direct(At(MilestoneState.Cancelled, Party.Provider))).Refusal?.First.Code);
    }

    [Fact]
    public void Whoever_is_said_to_have_been_paid_does_not_call_it_off_but_says_whether_it_arrived() =>
        Assert.Equal("payment_reported", MilestoneTable.Cancel(At(MilestoneState.FundingPending, Party.Provider, it => it with { PaidBy = PayBy.Direct, ReportedAt = now })).Refusal?.First.Code);

    [Fact]
    public void More_than_a_card_takes_is_not_paid_on_a_page_but_by_transfer()
    {
        var large = At(MilestoneState.Planned, Party.Buyer);
        large = large with { Money = large.Money with { Gross = new Money(CurrencyRule.Most + 1, "CNY") } };

        Assert.Equal("amount_too_large", MilestoneTable.Fund(large).Refusal?.First.Code);
        Assert.True(MilestoneTable.FundByTransfer(large, transfer).Succeeded);
    }

    private static readonly BankTransfer transfer = new(PayBy.Direct, TransferReference.Of("ord_1/1"), new BankAccount("Prova", "Bank", "12345678"), now);

    private static MilestoneNow Direct(MilestoneNow it) => it with { It = it.It with { PaidBy = PayBy.Direct }, Money = it.Money with { By = PayBy.Direct, Wire = transfer } };

    private static MilestoneNow At(MilestoneState state, Party by, Func<Milestone, Milestone>? change = null)
    {
        var it = new Milestone
        {
            Terms = Terms(10), State = state, FundedAt = now, HoldLimit = now.AddDays(60), DeliveredAt = now, ReviewEndsAt = now.AddDays(10), Why = "why",
            Dispute = new MilestoneDispute(Party.Provider, now, now.AddDays(7), now.AddDays(30), now),
        };
        var money = Payment.Of("ord_1/1", "org_1", "prv_1", new Money(1_000, "CNY"), 0, new FeeTerms(1, 500, 0)) with { Held = 1_000 };
        return new MilestoneNow(change?.Invoke(it) ?? it, money, true, now, by, "somebody", new MilestoneRules());
    }

    private static MilestoneTerms Terms(int reviewDays) => new(1, "testing", new Money(1_000, "CNY"), new Money(0, "CNY"), new DateOnly(2027, 3, 20), ["report"], "as agreed", reviewDays);
}
