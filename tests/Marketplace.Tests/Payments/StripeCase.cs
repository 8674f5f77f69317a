using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.Paying;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>A milestone of CNY 1,000.00 with a fee of 5 %, over the real adapter and a Stripe with a memory.</summary>
public abstract class StripeCase
{
    private protected const string Reference = "ord_01M8QK83A7MMRN884VWE1GQ8ZP/1";
    private protected readonly MoneyRig rig = new(stripe: true);

    private protected StripeFake Fake => rig.Stripe!.Fake;

    private protected async Task Asked()
    {
        await rig.Agree(Reference, 100_000, new FeeTerms(1, 500, 0));
        Assert.True((await rig.Do(Reference, Party.Buyer, MilestoneTable.Fund)).Succeeded);
        // Sent, and what happens at Stripe is not told before a test wants it.
        await rig.Send.Round(default);
    }

    private protected async Task Paid()
    {
        await Asked();
        Fake.Pay(Fake.Sessions[0].Id);
        await rig.Settle();
        Assert.Equal(MilestoneState.Funded, rig.Milestone(Reference).State);
    }

    private protected async Task Accepted()
    {
        await Paid();
        await rig.Do(Reference, Party.Provider, MilestoneTable.Deliver);
        Assert.True((await rig.Do(Reference, Party.Buyer, now => MilestoneTable.Accept(now))).Succeeded);
    }

    private protected async Task BooksAgree()
    {
        await rig.HearBalances();
        Assert.Equal(Fake.Balance("cny"), await rig.Balance(Accounts.Provider));
    }
}
