using CsCheck;
using Marketplace.Orders.Negotiate;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Orders;

/// <summary>A request for an offer from asking to its end.</summary>
public sealed class OfferRulesTests
{
    private static readonly DateTimeOffset noon = SomeOrder.Noon;

    private static readonly MarketClock clock = new(new Fixed(noon), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    [Fact]
    public void It_is_asked_then_offered_then_accepted_and_ends_there()
    {
        var asked = SomeOrder.Asked();
        Assert.Equal((OfferState.Asked, Side.Provider), (asked.State(noon), asked.WaitsFor));
        Assert.Equal("nothing_offered", asked.Accept(1, "wang", OrderId.New(noon), noon).Refusal!.First.Code);

        var offered = asked.Make(SomeOrder.Version(1, noon)).Value;
        Assert.Equal((OfferState.Offered, Side.Buyer), (offered.State(noon), offered.WaitsFor));
        var order = OrderId.New(noon);
        var accepted = offered.Accept(1, "wang", order, noon).Value;
        Assert.Equal((OfferState.Accepted, order, null), (accepted.State(noon.AddYears(1)), accepted.End!.Order!.Value, accepted.Due));
        Assert.Equal("offer_closed", accepted.Accept(1, "wang", OrderId.New(noon), noon).Refusal!.First.Code);
        Assert.Equal("offer_closed", accepted.Make(SomeOrder.Version(2, noon)).Refusal!.First.Code);
        Assert.Equal("offer_closed", accepted.Decline(Side.Buyer, "wang", "no", noon).Refusal!.First.Code);
    }

    [Fact]
    public void Only_the_version_that_was_read_can_be_accepted()
    {
        var twice = SomeOrder.Asked().Make(SomeOrder.Version(1, noon)).Value.Make(SomeOrder.Version(2, noon)).Value;

        Assert.Equal("offer_replaced", twice.Accept(1, "wang", OrderId.New(noon), noon).Refusal!.First.Code);
        Assert.True(twice.Accept(2, "wang", OrderId.New(noon), noon).Succeeded);
        Assert.Equal(2, twice.Versions.Count);
    }

    [Fact]
    public void Past_its_day_it_has_expired_whether_or_not_that_is_written_down()
    {
        var offered = SomeOrder.Asked().Make(SomeOrder.Version(1, noon)).Value;

        Assert.Equal(OfferState.Offered, offered.State(offered.Until.AddMilliseconds(-1)));
        Assert.Equal(OfferState.Expired, offered.State(offered.Until));
        Assert.Equal("offer_expired", offered.Accept(1, "wang", OrderId.New(noon), offered.Until).Refusal!.First.Code);
        Assert.Equal("offer_expired", offered.Say(new OfferMessage(Side.Buyer, "wang", "still?", offered.Until)).Refusal!.First.Code);
        Assert.Equal("not_due", offered.Expire(noon).Refusal!.First.Code);
        Assert.Null(offered.Expire(offered.Until).Value.Due);
        Assert.Equal(OfferState.Expired, SomeOrder.Asked().State(noon + Offer.AnswerWithin));
    }

    [Fact]
    public void A_question_makes_it_the_other_sides_turn()
    {
        var asked = SomeOrder.Asked().Say(new OfferMessage(Side.Provider, "li", "Which rice?", noon)).Value;

        Assert.Equal(Side.Buyer, asked.WaitsFor);
        Assert.Equal(Side.Provider, asked.Say(new OfferMessage(Side.Buyer, "wang", "Indica", noon)).Value.WaitsFor);
    }

    [Fact]
    public void An_offer_is_valid_to_the_end_of_its_day_in_the_markets_zone()
    {
        var version = Input().Read(1, clock, "li").Value;

        Assert.Equal(new DateTimeOffset(2026, 12, 31, 16, 0, 0, TimeSpan.Zero), version.Until);
    }

    [Fact]
    public void Everything_wrong_with_an_offer_is_said_at_its_field_at_once()
    {
        var wrong = new OfferInput(
            [new MilestoneInput(" ", 0, new DateOnly(2026, 11, 30), [" "], null, 4), Milestone() with { Net = long.MaxValue }], "XTS", 5001, new DateOnly(2026, 11, 30));

        var fields = wrong.Read(1, clock, "li").Refusal!.Problems.Select(it => it.Field).ToList();
        Assert.Equivalent(new[]
        {
            "currency", "vatBasisPoints", "validUntil", "milestones[0].title", "milestones[0].net", "milestones[0].due", "milestones[0].reviewDays", "milestones[0].deliverables",
            "milestones[0].acceptanceTest", "milestones[1].net",
        }, fields);
        Assert.Equal("milestones", (Input() with { Milestones = [] }).Read(1, clock, "li").Refusal!.First.Field);
        Assert.Equal("milestones[0].net", (Input() with { Milestones = [Milestone() with { Net = 100_000_000 }] }).Read(1, clock, "li").Refusal!.First.Field);
    }

    [Fact]
    public void The_total_of_an_offer_is_the_sum_of_its_milestones_and_the_tax_on_each_is_rounded_half_to_even() =>
        Gen.Select(Gen.Long[1_000, 50_000_000].Array[1, 20], Gen.Int[0, 5000]).Sample((nets, rate) =>
        {
            var version = (Input() with { VatBasisPoints = rate, Milestones = [.. nets.Select(net => Milestone() with { Net = net })] }).Read(1, clock, "li").Value;
            return version.Milestones.Select((it, i) => (it, i)).All(row => row.it.Number == row.i + 1 && row.it.Net.Amount == nets[row.i] && Math.Abs((row.it.Vat.Amount * 10_000m) - ((decimal)nets[row.i] * rate)) <= 5_000m)
                && version.Total.Amount == version.Milestones.Sum(it => it.Net.Amount + it.Vat.Amount);
        });

    private static OfferInput Input() => new([Milestone()], "CNY", 600, new DateOnly(2026, 12, 31));

    private static MilestoneInput Milestone() => new("Tests", 100_000, new DateOnly(2027, 1, 15), ["Report"], "Signed by both");

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
