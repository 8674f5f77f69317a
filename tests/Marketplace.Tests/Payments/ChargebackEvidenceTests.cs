using Marketplace.Disputes;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>What the payer's bank is told of a payment that it asks back: once, in time, and by a person where one writes something better.</summary>
public sealed class ChargebackEvidenceTests : StripeCase
{
    private static readonly TimeSpan hour = TimeSpan.FromHours(1);

    private FakeDispute AtBank => Fake.Disputes[0];

    private Chargeback Kept => rig.Paid(Reference).Chargebacks[0];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_told_by_itself_a_day_before_the_banks_time_ends(bool wins)
    {
        await Accepted();
        await ChargedBack(wins: wins);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(AtBank.AnswerBy) - TimeSpan.FromDays(1), Kept.AnswersAt);
        await rig.Pass(TimeSpan.FromDays(5), hour);
        Assert.Equal((0, false), (AtBank.Submissions, Kept.Answered));

        await rig.Pass(TimeSpan.FromDays(2), hour);
        Assert.Equal((1, "under_review", true), (AtBank.Submissions, AtBank.Status, Kept.Answered));
        Assert.Equal(("testing", "org_1", "It was delivered as agreed."), (AtBank.Told!["product_description"], AtBank.Told["customer_name"], AtBank.Told["uncategorized_text"]));
        await rig.Pass(TimeSpan.FromDays(30), TimeSpan.FromHours(6));
        Assert.Equal((wins ? ChargebackState.Won : ChargebackState.Lost, 1), (Kept.State, AtBank.Submissions));
        Assert.Empty(rig.Paid(Reference).Open);
        await BooksAgree();
    }

    [Fact]
    public async Task What_an_operator_writes_takes_its_place_and_is_told_at_once()
    {
        await Accepted();
        await ChargedBack();
        Assert.True((await Answer("The buyer signed for it.")).Succeeded);
        await rig.Settle();
        Assert.Equal((1, "The buyer signed for it.", "testing"), (AtBank.Submissions, AtBank.Told!["uncategorized_text"], AtBank.Told["product_description"]));

        Assert.Equal("not_answerable", (await Answer("And once more.")).Refusal!.First.Code);
        await rig.Pass(TimeSpan.FromDays(8), hour);
        Assert.Equal((1, "The buyer signed for it."), (AtBank.Submissions, Kept.Evidence!.Text));
    }

    [Fact]
    public async Task Where_the_bank_has_decided_before_nothing_is_told()
    {
        await Accepted();
        await ChargedBack(decidesAfter: 86_400);
        await rig.Pass(TimeSpan.FromDays(8), hour);
        Assert.Equal((0, ChargebackState.Won), (AtBank.Submissions, Kept.State));
        Assert.Equal((CallStatus.Withdrawn, 0), (rig.Memory.Find<ProviderCall>(Kept.Answer!)!.Value.Status, rig.Memory.Find<ProviderCall>(Kept.Answer!)!.Value.Attempts));
        Assert.Empty(rig.Paid(Reference).Open);
        Assert.Equal("not_answerable", (await Answer("Too late.")).Refusal!.First.Code);
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_asked_for_again_and_told_once()
    {
        await Accepted();
        await ChargedBack();
        var lost = 0;
        Fake.Fates = asked => asked is { Method: "POST" } && asked.Path.StartsWith("/v1/disputes/", StringComparison.Ordinal) && lost++ < 2 ? Fate.AnswerLost : Fate.Through;
        await Answer("The buyer signed for it.");
        await rig.Pass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));
        Assert.Equal((1, true), (AtBank.Submissions, Kept.Answered));
        Assert.True(lost > 2);
        Assert.Empty(rig.Paid(Reference).Open);
    }

    [Fact]
    public async Task Who_answered_at_the_providers_own_pages_has_answered()
    {
        await Accepted();
        await ChargedBack();
        // Somebody did, and it was never told here.
        (AtBank.Status, AtBank.Submissions) = ("under_review", 1);
        await rig.Pass(TimeSpan.FromDays(7), hour);
        Assert.Equal((1, true, null), (AtBank.Submissions, Kept.Answered, rig.Paid(Reference).Attention));
        Assert.Empty(rig.Paid(Reference).Open);
    }

    [Fact]
    public async Task A_question_that_becomes_a_chargeback_is_answered_once_more()
    {
        await Accepted();
        await ChargedBack(inquiry: true);
        await Answer("The buyer signed for it.");
        await rig.Settle();
        Assert.Equal(("warning_under_review", ChargebackState.Inquiry), (AtBank.Status, Kept.State));

        Fake.Escalate(AtBank);
        await rig.Settle();
        Assert.Equal((1, false, ChargebackState.Open), (AtBank.Submissions, Kept.Answered, Kept.State));
        await rig.Pass(TimeSpan.FromDays(7), hour);
        Assert.Equal((2, "The buyer signed for it."), (AtBank.Submissions, AtBank.Told!["uncategorized_text"]));
        await BooksAgree();
    }

    [Fact]
    public async Task Evidence_that_is_refused_wants_a_person()
    {
        await Accepted();
        await ChargedBack();
        Fake.Disputes.Clear();
        await Answer("The buyer signed for it.");
        await rig.Settle();
        Assert.Equal("resource_missing", rig.Paid(Reference).Attention);
    }

    private async Task ChargedBack(bool wins = true, bool inquiry = false, long decidesAfter = 30 * 86_400)
    {
        Fake.ChargeBack(Fake.Charges[0].Id, 100_000, inquiry, wins, decidesAfter);
        await rig.Settle();
    }

    private Task<Outcome<MoneyAct>> Answer(string text)
    {
        var now = rig.Clock.Now;
        return rig.Acts.Run(new MoneyAct
        {
            Id = MoneyActId.New(now), Kind = MoneyActKind.AnswerBank, Order = OrderPayments.Read(Reference)!.Value.Order, Milestone = 1, Amount = new Money(0, "CNY"), Call = Kept.Id, Reasons = text, By = "ann", At = now, SavedAt = now, State = MoneyActState.Done,
        }, 0, null, null, default);
    }
}
