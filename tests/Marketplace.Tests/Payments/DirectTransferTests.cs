using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.Paying;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>Milestones that are paid from buyer to provider directly: all goes its way, and no money is in the books but the platform's fee.</summary>
public sealed class DirectTransferTests
{
    private const string Reference = "ord_1/1";
    private static readonly BankTransfer transfer = new(PayBy.Direct, TransferReference.Of(Reference), new BankAccount("Prova", "Bank", "12345678"), default);
    private readonly MoneyRig rig = new();

    [Fact]
    public async Task It_is_paid_delivered_and_accepted_without_a_call_and_the_fee_is_owed_by_the_provider()
    {
        await Paid();
        await Do(Party.Provider, MilestoneTable.Deliver);
        await Do(Party.Buyer, now => MilestoneTable.Accept(now));
        Assert.Equal("F00000001", rig.Paid(Reference).Invoice);
        await rig.Pass(TimeSpan.FromDays(2));

        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        Assert.Equal((0, 100_001, 100_001), (rig.Paid(Reference).Held, rig.Paid(Reference).Accepted, rig.Paid(Reference).Released));
        Assert.Equal((7_950, 7_500, 450), (await rig.Balance(Accounts.Recover("prv_1")), await rig.Balance(Accounts.Fees), await rig.Balance(Accounts.Tax)));
        Assert.True(rig.Paid(Reference).IsSettled);
        await NothingWasHeld();
    }

    [Fact]
    public async Task A_decision_leaves_the_provider_its_part_and_the_other_is_settled_when_the_buyer_has_it()
    {
        await Paid();
        await Do(Party.Provider, MilestoneTable.Deliver);
        await Do(Party.Buyer, now => MilestoneTable.Accept(now));
        await Do(Party.Buyer, MilestoneTable.OpenDispute);
        Assert.Equal(0, await rig.Balance(Accounts.Recover("prv_1")));
        Assert.Equal("F00000001", (await rig.Payments.Invoice("F00000002"))!.Value.Credits);
        await Do(Party.Provider, MilestoneTable.AnswerDispute);
        await Do(Party.Arbiter, now => MilestoneTable.Decide(now, 60_000, 40_001));
        Assert.Equal((MilestoneState.Disputed, 40_001), (rig.Milestone(Reference).State, rig.Paid(Reference).RefundDue));

        await Do(Party.Buyer, MilestoneTable.RefundArrived);
        Assert.Equal(MilestoneState.Settled, rig.Milestone(Reference).State);
        Assert.Equal((60_000, 40_001, 4_770), (rig.Paid(Reference).Released, rig.Paid(Reference).Refunded, await rig.Balance(Accounts.Recover("prv_1"))));
        await NothingWasHeld();
    }

    [Fact]
    public async Task A_decision_wholly_for_the_provider_is_carried_out_at_once()
    {
        await Paid();
        await Do(Party.Provider, MilestoneTable.Deliver);
        await Do(Party.Provider, MilestoneTable.OpenDispute);
        await Do(Party.Buyer, MilestoneTable.AnswerDispute);
        await Do(Party.Arbiter, now => MilestoneTable.Decide(now, 100_001, 0));

        Assert.Equal((MilestoneState.Settled, 100_001), (rig.Milestone(Reference).State, rig.Paid(Reference).Released));
        await NothingWasHeld();
    }

    [Fact]
    public async Task A_refund_is_over_when_the_buyer_says_so_and_a_person_looks_where_it_does_not()
    {
        await Paid();
        await Do(Party.Provider, MilestoneTable.GiveBack);
        await rig.Pass(TimeSpan.FromDays(31), TimeSpan.FromHours(6));
        Assert.Equal((MilestoneState.Review, "refund_unconfirmed"), (rig.Milestone(Reference).State, rig.Milestone(Reference).Why));

        await Do(Party.Buyer, MilestoneTable.RefundArrived);
        Assert.Equal((MilestoneState.Refunded, 100_001), (rig.Milestone(Reference).State, rig.Paid(Reference).Refunded));
        await NothingWasHeld();
    }

    [Fact]
    public async Task A_transfer_that_never_comes_frees_the_milestone_after_a_fortnight_and_may_still_be_received()
    {
        await Asked();
        await rig.Pass(TimeSpan.FromDays(14.5), TimeSpan.FromHours(6));
        Assert.Equal((MilestoneState.Planned, null), (rig.Milestone(Reference).State, rig.Paid(Reference).Collecting));

        await Do(Party.Provider, MilestoneTable.Received);
        Assert.Equal((MilestoneState.Funded, PayBy.Direct), (rig.Milestone(Reference).State, rig.Milestone(Reference).PaidBy));
    }

    [Fact]
    public async Task A_payment_that_was_reported_and_not_confirmed_is_looked_at_and_goes_on_either_way()
    {
        await Asked();
        await Do(Party.Buyer, MilestoneTable.ReportPaid);
        Assert.Equal("payment_reported", (await rig.Do(Reference, Party.Provider, MilestoneTable.Cancel)).Refusal?.First.Code);
        await rig.Pass(TimeSpan.FromDays(15), TimeSpan.FromHours(6));
        Assert.Equal((MilestoneState.Review, "payment_unconfirmed"), (rig.Milestone(Reference).State, rig.Milestone(Reference).Why));

        await Do(Party.Officer, MilestoneTable.Conclude);
        Assert.Equal(MilestoneState.Cancelled, rig.Milestone(Reference).State);
        Assert.False((await rig.Do(Reference, Party.Provider, MilestoneTable.Received)).Succeeded);
    }

    [Fact]
    public async Task What_is_paid_on_the_page_after_all_is_held_like_any_other_and_the_transfer_is_awaited_no_longer()
    {
        await rig.Agree(Reference, 100_001, new FeeTerms(1, 750, 600));
        await Do(Party.Buyer, MilestoneTable.Fund);
        await rig.Settle();
        var session = rig.Paid(Reference).Collecting!.Object!;
        Assert.True((await rig.Provider.Choose(session, TestChoice.Leave)).Succeeded);
        await rig.Settle();
        await Do(Party.Buyer, now => MilestoneTable.FundByTransfer(now, transfer));
        Assert.Equal(PayBy.Direct, rig.Paid(Reference).By);
        await Do(Party.Buyer, MilestoneTable.Cancel);
        Assert.Equal(MilestoneState.Cancelled, rig.Milestone(Reference).State);
        Assert.Equal("not_in_this_state", (await rig.Do(Reference, Party.Provider, MilestoneTable.Received)).Refusal?.First.Code);
    }

    private async Task Asked()
    {
        await rig.Agree(Reference, 100_001, new FeeTerms(1, 750, 600));
        await Do(Party.Buyer, now => MilestoneTable.FundByTransfer(now, transfer));
    }

    private async Task Paid()
    {
        await Asked();
        await Do(Party.Buyer, MilestoneTable.ReportPaid);
        await Do(Party.Provider, MilestoneTable.Received);
        Assert.Equal((MilestoneState.Funded, 100_001), (rig.Milestone(Reference).State, rig.Paid(Reference).Held));
    }

    private async Task Do(Party by, Func<MilestoneNow, Marketplace.Vocabulary.Outcome<MilestoneStep>> move)
    {
        var done = await rig.Do(Reference, by, move);
        Assert.True(done.Succeeded, done.Refusal?.First.Message.En);
        await rig.HearBalances();
    }

    private async Task NothingWasHeld()
    {
        Assert.Empty(rig.AtProvider);
        foreach (var account in new[] { Accounts.Provider, Accounts.Bank, Accounts.Held(Reference), Accounts.Payable("prv_1"), Accounts.Refund("org_1") })
            Assert.Null(await rig.Ledger.Balance(account, "CNY"));
    }
}
