using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.Paying;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>One milestone at a time through the real store, worker, scheduler and the simulated provider.</summary>
public sealed class MilestonePaidTests
{
    private const string Reference = "ord_1/1";
    private static readonly FeeTerms fees = new(1, 750, 600);
    private readonly MoneyRig rig = new();

    [Fact]
    public async Task A_milestone_is_paid_delivered_accepted_and_paid_out_to_the_minor_unit()
    {
        await Funded();
        Assert.Equal((100_001, 100_001L - Fee), (await rig.Balance(Accounts.Held(Reference)), await rig.Balance(Accounts.Provider)));

        Assert.True((await rig.Do(Reference, Party.Provider, MilestoneTable.Deliver)).Succeeded);
        Assert.True((await rig.Do(Reference, Party.Buyer, now => MilestoneTable.Accept(now))).Succeeded);
        Assert.Equal("F00000001", rig.Paid(Reference).Invoice);
        await rig.Pass(TimeSpan.FromDays(2));

        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        var payment = rig.Paid(Reference);
        Assert.Equal((0, 92_051, 100_001), (payment.Held, payment.Released, payment.Accepted));
        Assert.Equal((7_500, 450), (await rig.Balance(Accounts.Fees), await rig.Balance(Accounts.Tax)));
        Assert.Equal((0, 0), (await rig.Balance(Accounts.Held(Reference)), await rig.Balance(Accounts.Payable("prv_1"))));
        Assert.Equal(rig.AtProvider.Sum(it => it.Balance.Amount), await rig.Balance(Accounts.Provider));
    }

    [Fact]
    public async Task A_payer_who_leaves_may_pay_again_and_one_who_never_comes_frees_the_milestone_after_a_day()
    {
        await Asked();
        await Choose(TestChoice.Leave);
        Assert.Equal(MilestoneState.Planned, rig.Milestone(Reference).State);

        await Asked();
        await rig.Pass(TimeSpan.FromHours(25));
        Assert.Equal(MilestoneState.Planned, rig.Milestone(Reference).State);
        Assert.Null(rig.Paid(Reference).Collecting);

        await Funded();
    }

    [Theory]
    [InlineData(TestChoice.PayLater)]
    [InlineData(TestChoice.PayUntold)]
    [InlineData(TestChoice.PayToldThrice)]
    public async Task However_the_provider_tells_of_it_the_money_is_booked_once(TestChoice choice)
    {
        await Asked();
        await Choose(choice);
        await rig.Pass(TimeSpan.FromMinutes(30));

        Assert.Equal(MilestoneState.Funded, rig.Milestone(Reference).State);
        Assert.Equal((100_001, 100_001L - Fee), (await rig.Balance(Accounts.Held(Reference)), await rig.Balance(Accounts.Provider)));
        Assert.Empty(rig.Paid(Reference).Strays);
    }

    [Fact]
    public async Task Money_that_comes_while_the_milestone_is_cancelled_goes_back()
    {
        await Asked();
        await Choose(TestChoice.PayLater);
        Assert.True((await rig.Do(Reference, Party.Buyer, MilestoneTable.Cancel)).Succeeded);
        await rig.Pass(TimeSpan.FromHours(1));

        Assert.Equal(MilestoneState.Cancelled, rig.Milestone(Reference).State);
        Assert.Equal((0, 0), (await rig.Balance(Accounts.Held(Reference)), await rig.Balance(Accounts.Refund("org_1"))));
        Assert.Equal(-Fee, await rig.Balance(Accounts.Provider));
    }

    [Fact]
    public async Task A_dispute_ends_by_a_decision_of_which_each_half_is_carried_out()
    {
        await Funded();
        await rig.Do(Reference, Party.Provider, MilestoneTable.Deliver);
        await rig.Do(Reference, Party.Buyer, now => MilestoneTable.Accept(now));
        Assert.True((await rig.Do(Reference, Party.Buyer, MilestoneTable.OpenDispute)).Succeeded);
        Assert.Equal(100_001, rig.Paid(Reference).Held);
        Assert.True((await rig.Do(Reference, Party.Provider, MilestoneTable.AnswerDispute)).Succeeded);
        Assert.True((await rig.Do(Reference, Party.Arbiter, now => MilestoneTable.Decide(now, 60_000, 40_001))).Succeeded);
        await rig.Pass(TimeSpan.FromHours(1));

        Assert.Equal(MilestoneState.Settled, rig.Milestone(Reference).State);
        Assert.Equal((60_000 - 4_500 - 270, 40_001), (rig.Paid(Reference).Released, rig.Paid(Reference).Refunded));
        Assert.Equal((0, 0), (await rig.Balance(Accounts.Held(Reference)), await rig.Balance(Accounts.Refund("org_1"))));
        Assert.Equal(rig.AtProvider.Sum(it => it.Balance.Amount), await rig.Balance(Accounts.Provider));
        Assert.Equal("F00000001", (await rig.Payments.Invoice("F00000002"))!.Value.Credits);
        Assert.Null((await rig.Payments.Invoice("F00000003"))!.Value.Credits);
    }

    [Fact]
    public async Task A_refused_payout_says_why_and_is_tried_again_under_the_next_key()
    {
        await Asked();
        await Choose(TestChoice.PayPayoutRefused);
        await rig.Do(Reference, Party.Provider, MilestoneTable.Deliver);
        await rig.Do(Reference, Party.Buyer, now => MilestoneTable.Accept(now));
        await rig.Pass(TimeSpan.FromHours(25));
        Assert.Equal((MilestoneState.Accepted, 1), (rig.Milestone(Reference).State, rig.Milestone(Reference).Refusals));
        Assert.Equal("account_restricted", (await rig.Payments.Call($"mk1:{Reference}:release:1"))!.Value.Refusal);

        await rig.Pass(TimeSpan.FromHours(13));
        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        Assert.Equal(CallStatus.Done, (await rig.Payments.Call($"mk1:{Reference}:release:3"))!.Value.Status);
    }

    [Fact]
    public async Task A_refund_that_fails_after_it_was_said_to_have_worked_stays_owed_until_it_is_paid_by_hand()
    {
        await Asked();
        await Choose(TestChoice.PayRefundFails);
        Assert.True((await rig.Do(Reference, Party.Provider, MilestoneTable.GiveBack)).Succeeded);
        await rig.Pass(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(10));

        Assert.Equal(MilestoneState.Refunded, rig.Milestone(Reference).State);
        Assert.Equal((100_001, "refund_rejected_by_bank"), (rig.Paid(Reference).Owed, rig.Paid(Reference).Attention));
        Assert.Equal(100_001, await rig.Balance(Accounts.Refund("org_1")));
    }

    [Fact]
    public async Task Goodwill_after_the_end_is_fetched_back_from_the_provider_first_with_the_fee_on_it()
    {
        await A_milestone_is_paid_delivered_accepted_and_paid_out_to_the_minor_unit();
        Assert.True((await rig.Do(Reference, Party.Officer, now => MilestoneTable.Goodwill(now, 50_000))).Succeeded);
        await rig.Pass(TimeSpan.FromHours(1));

        Assert.Equal((MilestoneState.Released, 50_000, 50_001), (rig.Milestone(Reference).State, rig.Paid(Reference).Refunded, rig.Paid(Reference).Accepted));
        Assert.Equal(3_750, await rig.Balance(Accounts.Fees));
        Assert.Equal(rig.AtProvider.Sum(it => it.Balance.Amount), await rig.Balance(Accounts.Provider));
    }

    private static long Fee => 100_001 * 29 / 1000;

    private async Task Asked()
    {
        if ((await rig.Payments.Payment(Reference)) is null) await rig.Agree(Reference, 100_001, fees);
        Assert.True((await rig.Do(Reference, Party.Buyer, MilestoneTable.Fund)).Succeeded);
        await rig.Settle();
    }

    private async Task Choose(TestChoice choice)
    {
        Assert.True((await rig.Provider.Choose(rig.Paid(Reference).Collecting!.Object!, choice)).Succeeded);
        await rig.Settle();
    }

    private async Task Funded()
    {
        await Asked();
        await Choose(TestChoice.Pay);
        Assert.Equal(MilestoneState.Funded, rig.Milestone(Reference).State);
    }
}
