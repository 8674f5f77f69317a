using System.Text.Json;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Hints;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.Paying;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>Messages that come early, late, twice, in another order, for another program, or from nobody: over the real adapter and a Stripe with a memory.</summary>
public sealed class StripeRacesTests : StripeCase
{
    [Fact]
    public async Task A_message_before_our_own_commit_completes_the_call_and_our_answer_changes_nothing()
    {
        await Accepted();
        await rig.Pass(TimeSpan.FromDays(1), TimeSpan.FromDays(1));
        Assert.Equal((MilestoneState.Released, 1), (rig.Milestone(Reference).State, Fake.Transfers.Count));
        await BooksAgree();
    }

    [Fact]
    public async Task A_refund_that_failed_after_it_succeeded_stays_owed()
    {
        await Paid();
        Fake.RefundsFailOf.Add(Fake.Charges[0].Id);
        await rig.Do(Reference, Party.Provider, MilestoneTable.GiveBack);
        await rig.Settle();
        await rig.Pass(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(6));

        Assert.Equal((MilestoneState.Refunded, 100_000L, true), (rig.Milestone(Reference).State, rig.Paid(Reference).Owed, rig.Paid(Reference).Wants));
        await BooksAgree();
    }

    [Fact]
    public async Task An_attempt_that_failed_says_nothing_of_the_one_that_worked_later()
    {
        await Asked();
        var session = Fake.Sessions[0].Id;
        Fake.Tellings.When = it => [(it.Type == "payment_intent.payment_failed" ? 900 : 0, false)];
        Fake.Decline(session);
        Fake.Pay(session);
        await rig.Settle();
        Assert.Equal(MilestoneState.Funded, rig.Milestone(Reference).State);
        await rig.Pass(TimeSpan.FromHours(1));
        Assert.Equal((MilestoneState.Funded, 100_000L), (rig.Milestone(Reference).State, await rig.Balance(Accounts.Held(Reference))));
    }

    [Fact]
    public async Task A_payer_who_is_quicker_than_our_closing_of_the_page_gets_the_money_back()
    {
        await Asked();
        await rig.Do(Reference, Party.Buyer, MilestoneTable.Cancel);
        Fake.Pay(Fake.Sessions[0].Id);
        await rig.Pass(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));

        Assert.Equal((MilestoneState.Cancelled, "succeeded"), (rig.Milestone(Reference).State, Fake.Refunds.Single().Status));
        await BooksAgree();
    }

    [Fact]
    public async Task A_message_that_was_lost_is_found_in_the_list()
    {
        await Asked();
        Fake.Tellings.When = _ => [];
        Fake.Pay(Fake.Sessions[0].Id);
        await rig.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(MilestoneState.Funded, rig.Milestone(Reference).State);
    }

    [Fact]
    public async Task What_another_program_does_in_the_account_is_kept_and_moves_nothing()
    {
        await Paid();
        Fake.Ask(new FakeRequest("POST", "/v1/checkout/sessions", [KeyValuePair.Create("line_items[0][price_data][unit_amount]", "700"), KeyValuePair.Create("line_items[0][price_data][currency]", "cny")], "", "x", "Bearer sk"));
        Fake.Pay(Fake.Sessions[1].Id);
        await rig.Settle();
        var told = Fake.Tellings.Events.Last(it => it.Type == "checkout.session.completed");
        Assert.Equal("parked", (await rig.Payments.Hint(told.Id))!.Value.Outcome);
        await rig.Pass(TimeSpan.FromHours(25), TimeSpan.FromHours(1));
        Assert.Equal(("unknown", 100_000L), ((await rig.Payments.Hint(told.Id))!.Value.Outcome, await rig.Balance(Accounts.Held(Reference))));
    }

    [Fact]
    public async Task What_is_told_of_an_account_that_is_not_ours_is_kept_and_followed_by_nobody()
    {
        await Asked();
        Fake.Tellings.When = _ => [];
        Fake.Pay(Fake.Sessions[0].Id);
        var body = Fake.Tellings.Events.Last(it => it.Type == "checkout.session.completed").Body;
        var elsewhere = body.Replace("\"id\":\"evt_", "\"account\":\"acct_elsewhere\",\"id\":\"evt_elsewhere_", StringComparison.Ordinal);
        var id = JsonDocument.Parse(elsewhere).RootElement.GetProperty("id").GetString()!;
        Assert.Equal(200, await rig.Stripe!.Tell(elsewhere, FakeTellings.Signature(elsewhere, Fake.Now, "whsec_fake")));
        await rig.Hints.Round(default);
        Assert.Equal((GatewayKind.Other, "not ours"), (await rig.Payments.Hint(id)) is { Value: var hint } ? (hint.Kind, hint.Outcome) : default);
        Assert.Equal(MilestoneState.FundingPending, rig.Milestone(Reference).State);

        Assert.Equal(200, await rig.Stripe.Tell(body, FakeTellings.Signature(body, Fake.Now, "whsec_fake")));
        await rig.Hints.Round(default);
        Assert.Equal(MilestoneState.Funded, rig.Milestone(Reference).State);
    }

    [Fact]
    public async Task Either_of_two_secrets_will_do_and_no_third()
    {
        await Asked();
        var body = """{"id":"evt_x","object":"event","created":1,"type":"checkout.session.completed","livemode":false,"data":{"object":{"id":"cs_test_1","object":"checkout.session"}}}""";
        var now = rig.Time.Now.ToUnixTimeSeconds();
        Assert.Equal(200, await rig.Stripe!.Tell(body, FakeTellings.Signature(body, now, "whsec_fake")));
        Assert.Equal(200, await rig.Stripe.Tell(body, FakeTellings.Signature(body, now, "whsec_new", "whsec_fake")));
        foreach (var signature in new[]
        {
            FakeTellings.Signature(body, now, "whsec_other"), FakeTellings.Signature(body, now - 301, "whsec_fake"), FakeTellings.Signature(body, now + 301, "whsec_fake"), FakeTellings.Signature(body + " ", now, "whsec_fake"), "", "t=1,v1=", "nonsense", "t=x,v1=00",
        })
            Assert.Equal(400, await rig.Stripe.Tell(body, signature));
        Assert.Equal(400, await rig.Stripe.Tell("{", FakeTellings.Signature("{", now, "whsec_fake")));
        Assert.Equal(400, await rig.Stripe.Tell("[]", FakeTellings.Signature("[]", now, "whsec_fake")));
    }

    [Fact]
    public async Task An_event_of_another_version_is_read_and_one_of_the_other_mode_is_kept_and_followed_by_nobody()
    {
        await Asked();
        Fake.Tellings.ApiVersion = "2031-01-01.zinnia";
        Fake.Pay(Fake.Sessions[0].Id);
        await rig.Settle();
        Assert.Equal(MilestoneState.Funded, rig.Milestone(Reference).State);

        Fake.Tellings.Live = true;
        Fake.Warn(Fake.Charges[0].Id, early: true);
        await rig.Stripe!.Work();
        await rig.Hints.Round(default);
        Assert.Equal(GatewayKind.Other, (await rig.Payments.Hint(Fake.Tellings.Events[^1].Id))!.Value.Kind);
        Assert.Null(rig.Paid(Reference).RiskHold);
    }
}
