using Marketplace.Disputes.Operate;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Disputes;

/// <summary>What operators do about money: with reasons, above the limit by two, and kept whatever becomes of it.</summary>
public sealed class MoneyActTests
{
    private readonly Actor zhou = DisputeOffice.Staff("zhou", PlatformRole.Operator), xu = DisputeOffice.Staff("xu", PlatformRole.Operator);

    [Fact]
    public async Task A_milestone_that_only_a_person_can_settle_goes_to_an_arbiter_once_and_is_decided()
    {
        var office = new DisputeOffice(MilestoneState.Review, it => it with { Why = "no_time_to_review" });
        var handOver = new MoneyActInput(MoneyActKind.HandOver, office.Id, 1, "Nothing can be reviewed in two days.");
        Assert.Equal("required", (await office.Act.Run(zhou, handOver with { Reasons = " " })).Refusal!.First.Code);
        Assert.Equal(RefusalKind.Forbidden, (await office.Act.Run(DisputeOffice.Staff("shen", PlatformRole.Auditor), handOver)).Refusal!.Kind);
        Assert.True((await office.Act.Run(zhou, handOver)).Succeeded);
        Assert.Equal((Side.Site, DisputeReason.HandedOver, "Nothing can be reviewed in two days."), (office.Dispute.By, office.Dispute.Reason, office.Dispute.Arguments[0].Text));
        Assert.Equal("dispute_open", (await office.Act.Run(zhou, handOver)).Refusal!.First.Code);
        Assert.Equal("money_left", (await office.Act.Run(zhou, handOver with { Kind = MoneyActKind.Conclude })).Refusal!.First.Code);

        Assert.True((await office.Argue.Add(office.Buyer, office.Dispute.Id, 1, "Page 3 is missing.")).Succeeded);
        Assert.True((await office.Decide.Run(DisputeOffice.Staff("lu", PlatformRole.Arbiter), office.Dispute.Id, 2, 6_000, 100_000, "Most of it is missing.")).Succeeded);
        Assert.Equal((MilestoneState.Disputed, 100_000L, 0L), (office.Milestone.State, office.Payment.Refunding, office.Payment.Held));
        Assert.Equal("zhou", Assert.Single(office.Store.Current<MoneyAct>()).Value.By);
    }

    [Fact]
    public async Task Above_the_limit_it_is_done_when_another_operator_confirms_it()
    {
        var office = Owing(60_000, twoAbove: 50_000);
        var act = (await office.Act.Run(zhou, new MoneyActInput(MoneyActKind.PayByHand, office.Id, 1, "Paid from the bank account."))).Value;
        Assert.Equal((MoneyActState.Proposed, 60_000L), (act.State, office.Payment.Owed));
        Assert.Equal("same_person", (await office.Act.Confirm(zhou, act.Id, 1)).Refusal!.First.Code);
        Assert.Equal(RefusalKind.Stale, (await office.Act.Confirm(xu, act.Id, 7)).Refusal!.Kind);
        Assert.True((await office.Act.Confirm(xu, act.Id, 1)).Succeeded);
        Assert.Equal((0L, 60_000L), (office.Payment.Owed, office.Payment.Refunded));
        Assert.Equal("not_in_this_state", (await office.Act.Confirm(xu, act.Id, 2)).Refusal!.First.Code);
        Assert.Equal((MoneyActState.Done, "zhou", "xu"), (Kept(office).State, Kept(office).By, Kept(office).SecondBy));
    }

    [Fact]
    public async Task What_was_withdrawn_or_has_changed_since_is_not_done()
    {
        var office = Owing(60_000, twoAbove: 50_000);
        var input = new MoneyActInput(MoneyActKind.PayByHand, office.Id, 1, "Paid from the bank account.");
        var first = (await office.Act.Run(zhou, input)).Value;
        Assert.True((await office.Act.Withdraw(xu, first.Id, 1)).Succeeded);
        Assert.Equal("not_in_this_state", (await office.Act.Confirm(xu, first.Id, 2)).Refusal!.First.Code);

        var second = (await office.Act.Run(zhou, input)).Value;
        var (payment, at) = (office.Store.Find<Payment>(office.Payment.Reference)!, office.Clock.Now);
        await office.Store.Commit(new Storage.Changes(
            [Storage.StoredAs<Payment>.Write(payment.Value.Reference, payment.Value with { Owed = 70_000 }, payment.Version)], [], at));
        Assert.Equal("amount_changed", (await office.Act.Confirm(xu, second.Id, 1)).Refusal!.First.Code);
        Assert.Equal(70_000, office.Payment.Owed);
    }

    [Fact]
    public async Task Goodwill_wants_the_providers_consent_and_fetches_the_money_back_first()
    {
        var office = new DisputeOffice(MilestoneState.Released, payment: it => it with { Held = 0, Accepted = 106_000, Released = 100_000, Transfer = "tr_1", Transferred = 100_000 });
        var goodwill = new MoneyActInput(MoneyActKind.Goodwill, office.Id, 1, "It came a month late.", Amount: 50_000, Consent: "Mr Li wrote so on 1 March.");
        Assert.Equal("consent", (await office.Act.Run(zhou, goodwill with { Consent = "" })).Refusal!.First.Field);
        Assert.Equal("amount", (await office.Act.Run(zhou, goodwill with { Amount = 0 })).Refusal!.First.Field);
        Assert.Equal("not_reversible", (await office.Act.Run(zhou, goodwill with { Amount = 106_001 })).Refusal!.First.Code);
        Assert.True((await office.Act.Run(zhou, goodwill)).Succeeded);
        Assert.True(office.Payment.Reversing > 0);
        Assert.Equal("Mr Li wrote so on 1 March.", Kept(office).Consent);
    }

    [Fact]
    public async Task Only_a_call_that_is_stuck_can_be_settled()
    {
        var office = new DisputeOffice();
        Assert.Equal(RefusalKind.NotFound, (await office.Act.Run(zhou, new MoneyActInput(MoneyActKind.SettleCall, office.Id, 1, "Looked it up.", "mk1:none"))).Refusal!.Kind);
        Assert.Empty(office.Store.Current<MoneyAct>());
    }

    private static DisputeOffice Owing(long owed, long twoAbove) =>
        new(MilestoneState.Refunded, payment: it => it with { Held = 0, Owed = owed, Attention = "refund_rejected_by_bank" }, twoAbove: twoAbove);

    private static MoneyAct Kept(DisputeOffice office) => Assert.Single(office.Store.Current<MoneyAct>()).Value;
}
