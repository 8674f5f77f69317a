using Bunit;
using Marketplace.Orders.Negotiate;
using Marketplace.Orders.Parts;
using Marketplace.Orders.Show;
using Marketplace.Orders.Work;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Orders;

/// <summary>What the pages of orders let whom do, and how they show what is agreed.</summary>
public sealed class OrderFormTests : BunitContext
{
    private readonly FakeTimeProvider time = new(SomeOrder.Noon);

    public OrderFormTests()
    {
        var rules = new MilestoneRules();
        Services.AddLocalization();
        Services.AddSingleton(new MarketClock(time, TimeZoneInfo.Utc)).AddSingleton(rules);
        ComponentFactories.AddStub<Microsoft.AspNetCore.Components.Forms.AntiforgeryToken>();
    }

    [Theory]
    [InlineData(MilestoneState.Planned, Side.Buyer, "Pay CNY\u00a01,060|Cancel this milestone")]
    [InlineData(MilestoneState.Planned, Side.Provider, "Cancel this milestone")]
    [InlineData(MilestoneState.FundingPending, Side.Buyer, "Cancel this milestone")]
    [InlineData(MilestoneState.Funded, Side.Provider, "Deliver|Give up and return the money")]
    [InlineData(MilestoneState.Funded, Side.Buyer, "")]
    [InlineData(MilestoneState.Delivered, Side.Buyer, "Accept|Ask for changes")]
    [InlineData(MilestoneState.Delivered, Side.Provider, "")]
    [InlineData(MilestoneState.Released, Side.Buyer, "")]
    [InlineData(MilestoneState.Planned, null, "")]
    public void Each_side_is_shown_what_it_can_do_now_and_nothing_else(MilestoneState state, Side? side, string acts) =>
        Assert.Equal(acts, string.Join('|', Card(state, side).FindAll("form").Select(it => it.QuerySelector("button")!.TextContent.Trim())));

    [Fact]
    public void A_buyer_can_take_late_money_back_two_weeks_after_the_due_day_and_not_before()
    {
        time.SetUtcNow(new DateTimeOffset(2027, 1, 29, 23, 59, 59, TimeSpan.Zero));
        Assert.Empty(Card(MilestoneState.Funded, Side.Buyer).FindAll("form"));
        time.SetUtcNow(new DateTimeOffset(2027, 1, 30, 0, 0, 0, TimeSpan.Zero));
        Assert.Single(Card(MilestoneState.Funded, Side.Buyer).FindAll("form"));
    }

    [Fact]
    public void Twice_changed_it_is_accepted_or_disputed_and_not_changed_again()
    {
        var card = Card(MilestoneState.Delivered, Side.Buyer, it => it with { ChangesAsked = 2, ReviewEndsAt = SomeOrder.Noon.AddDays(7) });

        Assert.Single(card.FindAll("form"));
        Assert.Contains("2026", card.Markup);
    }

    [Fact]
    public void The_table_of_terms_sums_what_is_agreed()
    {
        var table = Render<TermsTable>(p => p.Add(it => it.Milestones, [SomeOrder.Terms(1), SomeOrder.Terms(2)]));

        Assert.Equal(3, table.FindAll("tbody tr").Count);
        Assert.Contains("2,120", table.FindAll("tbody tr")[2].TextContent);
        Assert.Contains("Signed by both", table.Markup);
    }

    [Fact]
    public void A_draft_of_an_offer_is_read_as_it_was_typed_and_given_back_so()
    {
        var draft = OfferDraft.Of(SomeOrder.Version(1, SomeOrder.Noon));
        draft.Add();
        var input = draft.Read();

        Assert.Equal((3, 600, "CNY"), (input.Milestones.Count, input.VatBasisPoints, input.Currency));
        Assert.Equal((100_000, -1), (input.Milestones[0].Net, input.Milestones[2].Net));
        Assert.Equal("1000.00", draft.Rows[0].Net);
        draft.Remove(2);
        draft.Remove(7);
        Assert.Equal(2, draft.Rows.Count);
    }

    [Theory]
    [InlineData("1,234.56", "CNY", 123_456)]
    [InlineData("１２", "CNY", 1_200)]
    [InlineData("12.345", "CNY", -1)]
    [InlineData("1200", "JPY", 1_200)]
    [InlineData("1.5", "JPY", -1)]
    [InlineData("-3", "CNY", -1)]
    [InlineData("1e9", "CNY", -1)]
    [InlineData("", "CNY", -1)]
    [InlineData("99999999999999999999999999999999", "CNY", -1)]
    public void Amounts_are_read_exactly_or_not_at_all(string typed, string currency, long minor) => Assert.Equal(minor, Typed.Minor(typed, currency));

    [Theory]
    [InlineData("6", 600)]
    [InlineData("0.5", 50)]
    [InlineData("6.125", -1)]
    [InlineData("101", -1)]
    [InlineData("six", -1)]
    public void Percentages_have_two_decimals_at_most(string typed, int basisPoints) => Assert.Equal(basisPoints, Typed.BasisPoints(typed));

    private IRenderedComponent<MilestoneCard> Card(MilestoneState state, Side? side, Func<Milestone, Milestone>? change = null)
    {
        var milestone = new Milestone { Terms = SomeOrder.Terms(), State = state, HoldLimit = SomeOrder.Noon.AddDays(80) };
        var order = SomeOrder.Of() with { Milestones = [change?.Invoke(milestone) ?? milestone] };
        var view = new OrderView(new Document<Order>(order, 3), OrderState.Active, side, Bilingual.Same("Lab"), Bilingual.Same("Wang"), new OrderEvidence("{}", ""), null!, [], false);
        return Render<MilestoneCard>(p => p.Add(it => it.View, view).Add(it => it.Milestone, order.Milestones[0]).Add(it => it.Key, "k").Add(it => it.Version, 3));
    }
}
