using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>What the provider tells, and what it is worth.</summary>
public sealed class HintTests
{
    private const string Reference = "ord_1/1";
    private readonly MoneyRig rig = new();

    [Fact]
    public async Task A_hint_is_kept_once_however_often_and_by_however_many_it_is_told()
    {
        var told = Told("evt_1", GatewayKind.Session, "cs_1");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => rig.Take.Run(told))));

        Assert.Equal(1, (await rig.Payments.Hint("evt_1"))!.Version);
    }

    [Fact]
    public async Task What_a_hint_says_is_not_believed()
    {
        await Asked();
        var session = rig.Paid(Reference).Collecting!.Object!;
        await rig.Take.Run(Told("evt_forged", GatewayKind.Session, session) with { Raw = """{"type":"payment_intent.succeeded"}""" });
        await rig.Settle();

        Assert.Equal((MilestoneState.FundingPending, 0L), (rig.Milestone(Reference).State, await rig.Balance(Accounts.Held(Reference))));
        Assert.Equal("applied", (await rig.Payments.Hint("evt_forged"))!.Value.Outcome);
    }

    [Fact]
    public async Task A_payment_that_several_hints_tell_of_is_booked_once()
    {
        await Asked();
        var session = rig.Paid(Reference).Collecting!.Object!;
        await Pay();
        await rig.Take.Run(Told("evt_again", GatewayKind.Session, session));
        await rig.Take.Run(Told("evt_and_again", GatewayKind.Session, session));
        await rig.Settle();

        Assert.Empty(rig.Paid(Reference).Strays);
        Assert.Equal(100_000, await rig.Balance(Accounts.Held(Reference)));
        Assert.Equal(rig.AtProvider.Sum(it => it.Balance.Amount), await rig.Balance(Accounts.Provider));
    }

    [Fact]
    public async Task What_nobody_here_asked_for_is_looked_at_again_after_a_day_and_then_left()
    {
        await rig.Take.Run(Told("evt_other", GatewayKind.Session, "cs_another.program_1"));
        await rig.Settle();
        Assert.Equal("parked", (await rig.Payments.Hint("evt_other"))!.Value.Outcome);

        await rig.Pass(TimeSpan.FromHours(25), TimeSpan.FromHours(1));
        Assert.Equal(("unknown", null), ((await rig.Payments.Hint("evt_other"))!.Value.Outcome, (await rig.Payments.Hint("evt_other"))!.Value.DueAt));
    }

    [Fact]
    public async Task A_hint_that_comes_before_our_own_answer_completes_the_call_and_the_answer_changes_nothing()
    {
        await Asked();
        await Pay();
        await rig.Do(Reference, Party.Provider, MilestoneTable.Deliver);
        await rig.Do(Reference, Party.Buyer, now => MilestoneTable.Accept(now));
        rig.Time.Now += TimeSpan.FromDays(2);
        await rig.Scheduler.Round(default);
        // The provider has done it and tells; our process is still between sending and recording.
        var call = (await rig.Payments.Call($"mk1:{Reference}:release:1"))!.Value;
        await rig.Provider.Send(new GatewayRequest(call.Path, call.Body), call.Key, default);
        await rig.Scheduler.Round(default);
        await rig.Hints.Round(default);
        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);

        await rig.Settle();
        Assert.Equal(rig.AtProvider.Sum(it => it.Balance.Amount), await rig.Balance(Accounts.Provider));
    }

    [Fact]
    public async Task Of_two_sessions_that_are_paid_for_one_milestone_the_second_goes_back()
    {
        await Asked();
        var first = rig.Paid(Reference).Collecting!.Object!;
        await rig.Provider.Choose(first, TestChoice.PayLater);
        // Nobody here knows of the first payment yet: the session looks abandoned, is given up, and another is opened.
        await Forget();
        await Asked();
        await Pay();
        Assert.Equal(MilestoneState.Funded, rig.Milestone(Reference).State);

        await rig.Pass(TimeSpan.FromHours(1));
        Assert.Equal((100_000, 0L), (await rig.Balance(Accounts.Held(Reference)), await rig.Balance(Accounts.Refund("org_1"))));
        Assert.Single(rig.Paid(Reference).Strays);
        Assert.Equal(rig.AtProvider.Sum(it => it.Balance.Amount), await rig.Balance(Accounts.Provider));
    }

    [Fact]
    public async Task A_payment_of_another_amount_is_not_taken_for_the_milestone()
    {
        await Asked();
        var session = rig.Paid(Reference).Collecting!.Object!;
        var kept = (await rig.Payments.Simulated(Reference))?.Value ?? rig.AtProvider.Single();
        var less = kept with { Things = [.. kept.Things.Select(it => it.Id == session ? it with { Amount = 99_999 } : it)] };
        Assert.True((await rig.Bank.Commit(new Changes([StoredAs<SimulatedPayment>.Write(Reference, less, 1)], [], rig.Clock.Now))).Succeeded);
        await Pay();

        Assert.Equal((MilestoneState.Review, "amount_differs"), (rig.Milestone(Reference).State, rig.Paid(Reference).Attention));
        Assert.Equal(0, await rig.Balance(Accounts.Held(Reference)));
    }

    private async Task Forget()
    {
        var payment = (await rig.Payments.Payment(Reference))!;
        var milestone = rig.Memory.Find<RigMilestone>(Reference)!;
        await rig.Memory.Commit(new Changes(
            [
                StoredAs<Payment>.Write(Reference, payment.Value with { Collecting = null }, payment.Version),
                StoredAs<RigMilestone>.Write(Reference, milestone.Value with { Milestone = milestone.Value.Milestone with { State = MilestoneState.Planned } }, milestone.Version),
            ], [], rig.Clock.Now));
    }

    private async Task Asked()
    {
        if (await rig.Payments.Payment(Reference) is null) await rig.Agree(Reference, 100_000, new FeeTerms(1, 500, 0));
        Assert.True((await rig.Do(Reference, Party.Buyer, MilestoneTable.Fund)).Succeeded);
        await rig.Settle();
    }

    private async Task Pay()
    {
        Assert.True((await rig.Provider.Choose(rig.Paid(Reference).Collecting!.Object!, TestChoice.Pay)).Succeeded);
        await rig.Settle();
    }

    private GatewayEvent Told(string id, GatewayKind kind, string about) => new(id, rig.Clock.Now, kind, about, "{}");
}
