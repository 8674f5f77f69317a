using CsCheck;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Orders;

/// <summary>Who has to say yes to an order, until when, and how it stands.</summary>
public sealed class OrderRulesTests
{
    private static readonly DateTimeOffset noon = SomeOrder.Noon;

    private static readonly Confirmation awaited = new(Assent.AwaitingProvider, noon.AddDays(2));

    private static readonly Gen<MilestoneState> anyState = Gen.Enum<MilestoneState>();

    [Fact]
    public void An_order_at_a_published_price_is_in_force_once_the_provider_confirms()
    {
        var order = SomeOrder.Of(awaited);

        Assert.Equal(OrderState.AwaitingProvider, order.State(noon));
        var confirmed = order.Confirm("li", noon.AddHours(1)).Value;
        Assert.Equal(OrderState.Active, confirmed.State(noon.AddYears(1)));
        Assert.Equal((OrderStepKind.Confirmed, Side.Provider, "li"), (confirmed.Steps[^1].Kind, confirmed.Steps[^1].Side, confirmed.Steps[^1].By));
        Assert.Equal("not_awaited", confirmed.Decline("li", "no", noon.AddHours(2)).Refusal!.First.Code);
    }

    [Fact]
    public void At_the_very_end_of_its_time_it_has_lapsed_whether_or_not_that_is_written_down()
    {
        var order = SomeOrder.Of(awaited);

        Assert.Equal(OrderState.AwaitingProvider, order.State(awaited.Until!.Value.AddMilliseconds(-1)));
        Assert.Equal(OrderState.Lapsed, order.State(awaited.Until.Value));
        Assert.Equal("order_lapsed", order.Confirm("li", awaited.Until.Value).Refusal!.First.Code);
        Assert.Equal("not_due", order.Lapse(awaited.Until.Value.AddMilliseconds(-1)).Refusal!.First.Code);
        var lapsed = order.Lapse(awaited.Until.Value).Value;
        Assert.Equal((OrderState.Lapsed, null), (lapsed.State(noon), lapsed.Due));
        Assert.Equal("not_due", lapsed.Lapse(noon.AddYears(1)).Refusal!.First.Code);
    }

    [Fact]
    public void Approved_it_waits_for_the_provider_unless_that_has_offered()
    {
        var waiting = new Confirmation(Assent.AwaitingApproval, noon.AddDays(5));

        Assert.Equal(OrderState.AwaitingProvider, SomeOrder.Of(waiting).Approve("zhao", noon.AddDays(3), noon).Value.State(noon));
        Assert.Equal(OrderState.Active, (SomeOrder.Of(waiting) with { Way = OrderWay.Offer }).Approve("zhao", noon.AddDays(3), noon).Value.State(noon));
        Assert.Equal(OrderState.Refused, SomeOrder.Of(waiting).Refuse("zhao", "too dear", noon).Value.State(noon));
        Assert.Equal("not_awaited", SomeOrder.Of(waiting).Confirm("li", noon).Refusal!.First.Code);
    }

    [Fact]
    public void The_state_of_an_order_is_that_of_its_milestones_and_of_nothing_else() => anyState.Array[1, 6].Sample(states =>
    {
        var ends = states.All(OrderStates.IsEnd);
        var state = SomeOrder.Of(null, states).State(noon);
        return (state == OrderState.Active) == !ends
            && (state == OrderState.Cancelled) == states.All(it => it == MilestoneState.Cancelled)
            && (state == OrderState.Completed) == (ends && states.Contains(MilestoneState.Released) && states.All(it => it is MilestoneState.Released or MilestoneState.Cancelled))
            && OrderStates.IsEnd(state) == ends;
    });

    [Fact]
    public void Nobody_is_waited_for_when_it_is_over_and_somebody_while_a_milestone_wants_a_party() => anyState.Array[1, 6].Sample(states =>
    {
        var order = SomeOrder.Of(null, states);
        var (buyer, provider) = (OrderStates.WaitsFor(Side.Buyer, order.State(noon), order.Milestones), OrderStates.WaitsFor(Side.Provider, order.State(noon), order.Milestones));
        var wants = states.Any(it => it is MilestoneState.Planned or MilestoneState.FundingPending or MilestoneState.Funded or MilestoneState.Delivered);
        return wants == (buyer || provider);
    });

    [Fact]
    public void A_desk_has_what_waits_for_its_owner_first_and_what_is_over_last()
    {
        var (mine, theirs, over) = (SomeOrder.Of(awaited), SomeOrder.Of(), SomeOrder.Of(new Confirmation(Assent.Declined)));

        Order[] sorted = [.. new[] { over, theirs, mine }.OrderBy(it => it.ProviderPlace, StringComparer.Ordinal)];
        Assert.Equal([mine, theirs, over], sorted);
        Assert.True(string.CompareOrdinal(theirs.BuyerPlace, mine.BuyerPlace) < 0, "an order that waits for the buyer to pay stands before one that waits for the provider");
    }

    [Fact]
    public void A_limit_lets_orders_up_to_it_pass_and_none_in_another_currency()
    {
        var terms = new BuyingTerms(new Money(100_000, "CNY"), null, null);

        Assert.False(terms.WantsApproval(new Money(100_000, "CNY")));
        Assert.True(terms.WantsApproval(new Money(100_001, "CNY")));
        Assert.True(terms.WantsApproval(new Money(1, "USD")));
        Assert.False(BuyingTerms.None.WantsApproval(new Money(long.MaxValue, "CNY")));
    }

    [Theory]
    [InlineData("2026-12-01", 2, "2026-12-03")]
    [InlineData("2026-12-03", 2, "2026-12-07")]
    [InlineData("2026-12-04", 1, "2026-12-07")]
    [InlineData("2026-12-05", 2, "2026-12-08")]
    public void Working_days_leave_out_the_week_end(string from, int days, string until) =>
        Assert.Equal(DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), WorkingDays.After(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), days));

    [Fact]
    public void Every_move_that_concerns_a_party_is_a_step_of_the_history()
    {
        var order = SomeOrder.Of(null, MilestoneState.Delivered);
        var at = noon.AddDays(1);

        var accepted = order.Moved(order.Milestones[0] with { State = MilestoneState.Accepted }, Party.Clock, at);
        Assert.Equal(new OrderStep(at, OrderStepKind.Accepted, Side.Site, null, 1), accepted.Steps[^1]);
        Assert.Equal(OrderStepKind.ChangesAsked, order.Moved(order.Milestones[0] with { State = MilestoneState.Funded }, Party.Buyer, at).Steps[^1].Kind);
        Assert.Empty(order.Moved(order.Milestones[0] with { Reminders = 1 }, Party.Clock, at).Steps);
    }

    [Fact]
    public void A_file_counts_for_a_delivery_until_changes_are_asked_for()
    {
        var order = SomeOrder.Of(null, MilestoneState.Funded, MilestoneState.Funded);
        var handed = order with { Files = [new Deliverable(1, new Files.StoredFile(new string('b', 64), "a.pdf", "application/pdf", 3), noon, "li")] };

        Assert.True(handed.IsHandedOver(1));
        Assert.False(handed.IsHandedOver(2));
        Assert.False(handed.Note(new OrderStep(noon.AddHours(1), OrderStepKind.ChangesAsked, Side.Buyer, null, 1)).IsHandedOver(1));
    }
}
