using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.FakeStripe;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>What the payer's bank asks back, in each state of a milestone; and suspected frauds.</summary>
public sealed class StripeChargebackTests : StripeCase
{
    [Fact]
    public async Task A_chargeback_between_writing_a_payout_down_and_sending_it_stops_it()
    {
        await Accepted();
        rig.Time.Now += TimeSpan.FromDays(1);
        await rig.Scheduler.Round(default);
        Assert.Equal(MilestoneState.Releasing, rig.Milestone(Reference).State);
        Fake.ChargeBack(Fake.Charges[0].Id, 100_000, inquiry: false, wins: true);
        await rig.Stripe!.Work();
        await rig.Hints.Round(default);
        await rig.Settle();

        Assert.Equal((MilestoneState.Accepted, 0), (rig.Milestone(Reference).State, Fake.Transfers.Count));
        Assert.Equal(100_000, await rig.Balance(Accounts.Chargeback));
        await rig.Pass(TimeSpan.FromDays(61), TimeSpan.FromHours(7));
        Assert.Equal((MilestoneState.Released, 1), (rig.Milestone(Reference).State, Fake.Transfers.Count));
        await BooksAgree();
    }

    [Fact]
    public async Task A_payout_that_was_not_sent_is_taken_back_where_a_chargeback_is_heard_of_when_it_is_lost_and_a_person_looks_at_the_rest()
    {
        await Accepted();
        rig.Time.Now += TimeSpan.FromDays(1);
        await rig.Scheduler.Round(default);
        Fake.Decide(Fake.ChargeBack(Fake.Charges[0].Id, 60_000, inquiry: false, wins: false)!);
        await rig.Stripe!.Work();
        await rig.Hints.Round(default);
        await rig.Pass(TimeSpan.FromDays(3), TimeSpan.FromHours(7));

        Assert.Equal((MilestoneState.Review, "charged_back", 0), (rig.Milestone(Reference).State, rig.Milestone(Reference).Why, Fake.Transfers.Count));
        Assert.Equal((40_000L, 60_000L), (rig.Paid(Reference).Held, rig.Paid(Reference).LostFromHold));
        await BooksAgree();
    }

    [Fact]
    public async Task A_decided_dispute_ends_with_its_halves_while_what_was_paid_out_is_fetched_back_for_a_chargeback()
    {
        await Paid();
        await rig.Do(Reference, Party.Provider, MilestoneTable.Deliver);
        await rig.Do(Reference, Party.Buyer, MilestoneTable.OpenDispute);
        await rig.Do(Reference, Party.Provider, MilestoneTable.AnswerDispute);
        Assert.True((await rig.Do(Reference, Party.Arbiter, now => MilestoneTable.Decide(now, 100_000, 0))).Succeeded);
        // It is paid out, and the chargeback is heard of before that.
        Fake.Tellings.When = it => [(it.Type == "transfer.created" ? 600 : 0, false)];
        Fake.Fates = asked => asked is { Method: "POST", Path: "/v1/transfers" } ? Fate.AnswerLost : Fate.Through;
        await rig.Send.Round(default);
        Fake.Fates = _ => Fate.Through;
        Fake.ChargeBack(Fake.Charges[0].Id, 100_000, inquiry: false, wins: true, decidesAfter: 86_400);
        await rig.Stripe!.Work();
        await rig.Hints.Round(default);
        await rig.Pass(TimeSpan.FromMinutes(20));

        Assert.Equal((MilestoneState.Settled, 1), (rig.Milestone(Reference).State, Fake.Transfers[0].Reversals.Count));
        await rig.Pass(TimeSpan.FromDays(2), TimeSpan.FromHours(1));
        Assert.Equal((2, 0L), (Fake.Transfers.Count, await rig.Balance(Accounts.Cover("prv_1"))));
        await BooksAgree();
    }

    [Fact]
    public async Task What_was_withdrawn_is_booked_whichever_message_comes_first()
    {
        await Paid();
        Fake.Tellings.When = it => [(it.Type == "charge.dispute.created" ? 600 : 0, false)];
        Fake.ChargeBack(Fake.Charges[0].Id, 40_000, inquiry: false, wins: false, decidesAfter: 86_400);
        await rig.Settle();
        Assert.Equal((40_000L, 1_500L), (await rig.Balance(Accounts.Chargeback), await rig.Balance(Accounts.DisputeFees)));
        await rig.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(40_000, await rig.Balance(Accounts.Chargeback));
        await rig.Pass(TimeSpan.FromDays(1));

        // Lost while it was held: the buyer has it back by their bank, and the rest is still held.
        Assert.Equal((60_000L, 40_000L, 0L), (rig.Paid(Reference).Held, rig.Paid(Reference).LostFromHold, await rig.Balance(Accounts.Chargeback)));
        Assert.Equal(MilestoneState.Funded, rig.Milestone(Reference).State);
        await BooksAgree();
    }

    [Fact]
    public async Task A_chargeback_of_all_that_is_held_ends_the_milestone()
    {
        await Accepted();
        Fake.ChargeBack(Fake.Charges[0].Id, 100_000, inquiry: false, wins: false, decidesAfter: 3_600);
        await rig.Pass(TimeSpan.FromHours(2));

        Assert.Equal((MilestoneState.Refunded, 0), (rig.Milestone(Reference).State, Fake.Transfers.Count));
        Assert.Equal((0L, 0L, 0L), (await rig.Balance(Accounts.Fees), await rig.Balance(Accounts.Payable("prv_1")), await rig.Balance(Accounts.Losses)));
        await BooksAgree();
    }

    [Theory]
    [InlineData(true, 0, 95_000)]
    [InlineData(false, 5_000, 0)]
    public async Task After_the_payout_it_is_fetched_back_until_it_is_decided(bool wins, long loss, long released)
    {
        await Accepted();
        await rig.Pass(TimeSpan.FromDays(1), TimeSpan.FromHours(1));
        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        Fake.ChargeBack(Fake.Charges[0].Id, 100_000, inquiry: false, wins, decidesAfter: 86_400);
        await rig.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal((95_000L, 0L), (await rig.Balance(Accounts.Cover("prv_1")), rig.Paid(Reference).Released));

        await rig.Pass(TimeSpan.FromDays(2), TimeSpan.FromHours(1));
        Assert.Equal((loss, released, 0L), (await rig.Balance(Accounts.Losses), rig.Paid(Reference).Released, await rig.Balance(Accounts.Cover("prv_1"))));
        Assert.Equal(released, Fake.Accounts["acct_prv_1"].Balance["cny"]);
        await BooksAgree();
    }

    [Fact]
    public async Task What_the_payee_does_not_have_any_more_is_the_platforms_loss()
    {
        await Accepted();
        await rig.Pass(TimeSpan.FromDays(1), TimeSpan.FromHours(1));
        Fake.Accounts["acct_prv_1"].Balance["cny"] = 0;
        Fake.ChargeBack(Fake.Charges[0].Id, 100_000, inquiry: false, wins: false, decidesAfter: 86_400);
        await rig.Pass(TimeSpan.FromDays(2), TimeSpan.FromHours(1));

        Assert.Equal((100_000L, 0L), (await rig.Balance(Accounts.Losses), await rig.Balance(Accounts.Cover("prv_1"))));
        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        await BooksAgree();
    }

    [Fact]
    public async Task An_inquiry_moves_nothing_and_holds_the_payout()
    {
        await Accepted();
        Fake.ChargeBack(Fake.Charges[0].Id, 100_000, inquiry: true, wins: true, decidesAfter: 5 * 86_400);
        await rig.Pass(TimeSpan.FromDays(4), TimeSpan.FromHours(3));
        Assert.Equal((MilestoneState.Accepted, 0L, 0), (rig.Milestone(Reference).State, await rig.Balance(Accounts.Chargeback), Fake.Transfers.Count));
        await rig.Pass(TimeSpan.FromDays(3), TimeSpan.FromHours(3));
        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
    }

    [Fact]
    public async Task A_suspected_fraud_stops_for_a_person()
    {
        await Accepted();
        Fake.Warn(Fake.Charges[0].Id, early: true);
        await rig.Pass(TimeSpan.FromDays(3), TimeSpan.FromHours(3));
        Assert.Equal((MilestoneState.Review, "early_fraud_warning", 0), (rig.Milestone(Reference).State, rig.Milestone(Reference).Why, Fake.Transfers.Count));
    }
}
