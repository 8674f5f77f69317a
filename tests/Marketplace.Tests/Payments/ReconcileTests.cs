using Marketplace.Adapters.Stripe;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Books;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>Our books beside the provider's, to the minor unit; and what happens where what is there does not cover what is owed.</summary>
public sealed class ReconcileTests
{
    private const string Reference = "ord_1/1";
    private readonly MoneyRig rig = new(stripe: true);
    private readonly Reconcile reconcile;

    public ReconcileTests() => reconcile = new Reconcile(rig.Store, rig.Payments, rig.Ledger, [rig.Stripe!.Books], rig.Clock);

    private StripeFake Fake => rig.Stripe!.Fake;

    [Fact]
    public async Task Books_that_agree_say_so_through_payouts_refunds_and_chargebacks()
    {
        Fake.TopUp(10_000, "cny");
        await Paid("ord_1/1");
        await Paid("ord_1/2");
        await rig.Do("ord_1/1", Party.Provider, MilestoneTable.GiveBack);
        await rig.Do("ord_1/2", Party.Provider, MilestoneTable.Deliver);
        await rig.Do("ord_1/2", Party.Buyer, now => MilestoneTable.Accept(now));
        await rig.Pass(TimeSpan.FromDays(2), TimeSpan.FromHours(1));
        Fake.ChargeBack(Fake.Charges[1].Id, 100_000, inquiry: false, wins: true, decidesAfter: 3_600);
        await rig.Pass(TimeSpan.FromDays(2), TimeSpan.FromHours(1));

        var found = await Compare();
        // The platform's own money belongs to no payment, and a person sees that it came.
        Assert.Equal(["topup"], found.Differences.Select(it => it.Type));
        Assert.Equal((2, null), (found.Payments, found.Short));
        Assert.Empty(await reconcile.Due(rig.Clock.Now, 1, default));
    }

    [Fact]
    public async Task One_minor_unit_is_a_difference_and_stays_one_until_it_is_mended()
    {
        Fake.TopUp(10_000, "cny");
        await Paid(Reference);
        var kept = Fake.Transactions.Single(it => it.Type == "charge");
        Fake.Transactions[Fake.Transactions.IndexOf(kept)] = new FakeTransaction { Id = kept.Id, Created = kept.Created, Currency = kept.Currency, Amount = kept.Amount, Fee = kept.Fee + 1, Type = kept.Type, Source = kept.Source };
        await rig.Pass(TimeSpan.FromHours(2), TimeSpan.FromHours(1));

        var difference = Assert.Single((await Compare()).Differences, it => it.Ours is not null);
        Assert.Equal((Reference, 97_099L, 97_100L, false), (difference.Reference, difference.Theirs, difference.Ours!.Value, difference.UnderWay));
        rig.Time.Now += TimeSpan.FromDays(1);
        Assert.Single((await Compare()).Differences, it => it.Reference == Reference);
    }

    [Fact]
    public async Task Where_what_is_there_does_not_cover_what_is_owed_no_payout_leaves_until_it_does()
    {
        await Paid(Reference);
        await rig.Do(Reference, Party.Provider, MilestoneTable.Deliver);
        await rig.Do(Reference, Party.Buyer, now => MilestoneTable.Accept(now));
        await rig.HearBalances();
        rig.Time.Now += TimeSpan.FromHours(1);
        Fake.TopUp(-10_000, "cny");
        var found = await Compare();
        Assert.Equal("CNY 7900", found.Short);
        await rig.Pass(TimeSpan.FromHours(40), TimeSpan.FromMinutes(30));
        Assert.Equal((MilestoneState.Releasing, 0), (rig.Milestone(Reference).State, Fake.Transfers.Count));

        Fake.TopUp(10_000, "cny");
        Assert.NotEmpty(await reconcile.Due(rig.Clock.Now, 1, default));
        Assert.Null((await Compare()).Short);
        await rig.Pass(TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(5));
        Assert.Equal((MilestoneState.Released, 1), (rig.Milestone(Reference).State, Fake.Transfers.Count));
    }

    private async Task<Reconciliation> Compare()
    {
        await rig.HearBalances();
        await reconcile.Ring(new Due(BooksMark.Id, rig.Clock.Now), default);
        return (await rig.Payments.Reconciliation(Reconciliation.IdOf((await rig.Payments.Books())!.Value.Number)))!.Value;
    }

    private async Task Paid(string reference)
    {
        await rig.Agree(reference, 100_000, new FeeTerms(1, 500, 0));
        Assert.True((await rig.Do(reference, Party.Buyer, MilestoneTable.Fund)).Succeeded);
        await rig.Settle();
        Fake.Pay(rig.Paid(reference).Collecting!.Object!);
        await rig.Settle();
    }
}
