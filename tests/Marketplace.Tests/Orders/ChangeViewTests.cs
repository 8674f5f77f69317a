using Bunit;
using Marketplace.Orders.Amend;
using Marketplace.Orders.Show;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Orders;

/// <summary>How a change order is shown, and how one is typed.</summary>
public sealed class ChangeViewTests : BunitContext
{
    private static readonly MilestoneTerms first = SomeOrder.Terms(1), second = SomeOrder.Terms(2);

    private static readonly FrozenChange change = new(
        FrozenChange.Format1, OrderId.New(SomeOrder.Noon), 1, "", Side.Provider, SomeOrder.Noon, "It takes longer.", new Money(212_000, "CNY"), new Money(159_000, "CNY"),
        [new(1, first, first with { Net = new Money(150_000, "CNY"), Vat = new Money(9_000, "CNY"), Due = new DateOnly(2027, 2, 1) }), new(2, second, null)]);

    public ChangeViewTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(new MarketClock(new FakeTimeProvider(SomeOrder.Noon), TimeZoneInfo.Utc));
    }

    [Fact]
    public void The_table_sets_what_is_beside_what_is_to_be_and_leaves_out_what_stays()
    {
        var table = Render<ChangeTable>(p => p.Add(it => it.Change, change));
        var bodies = table.FindAll("tbody").Select(it => it.TextContent).ToList();

        Assert.Equal(3, bodies.Count);
        foreach (var said in new[] { "Part 1", "1,000", "1,500", "1,060", "1,590" }) Assert.Contains(said, bodies[0]);
        Assert.DoesNotContain("Signed by both", bodies[0]);
        Assert.Contains("taken out", bodies[1]);
        Assert.Contains("Signed by both", bodies[1]);
        Assert.Contains("2,120", bodies[2]);
        Assert.Equal(["Now", "To be"], table.FindAll("tbody tr:last-child td").Take(2).Select(it => it.GetAttribute("data-label")));
    }

    [Fact]
    public void The_section_says_who_said_what_and_when_and_whether_it_waits_for_the_reader()
    {
        var waiting = new OrderChange(1, new string('d', 64), ChangeState.AwaitingBuyer, SomeOrder.Noon.AddDays(14), 14, new ChangeSaid(Side.Provider, "li", SomeOrder.Noon, "It takes longer."));

        var section = Section(waiting, Side.Buyer);
        foreach (var said in new[] { "Lab", "It takes longer.", "Waits for you", new string('d', 64) }) Assert.Contains(said, section.Markup);
        Assert.Empty(section.FindAll("a.button"));
        Assert.DoesNotContain("Waits for you", Section(waiting, Side.Provider).Markup);
        var agreed = waiting with { State = ChangeState.Agreed, Until = null, Accepted = new ChangeSaid(Side.Buyer, "wang", SomeOrder.Noon.AddHours(2)) };
        Assert.Contains("Wang", Section(agreed, Side.Buyer).Markup);
        Assert.Single(Section(agreed, Side.Buyer).FindAll("a.button"));
        Assert.Empty(Section(agreed, null).FindAll("a.button"));
    }

    [Fact]
    public void A_draft_takes_nothing_for_a_change_that_was_left_as_it_was()
    {
        var order = SomeOrder.Of(null, MilestoneState.Planned, MilestoneState.Funded, MilestoneState.Released);
        var draft = new ChangeDraft(order);
        Assert.Equal([(1, true), (2, false)], draft.Rows.Select(it => (it.Number!.Value, draft.IsWhole(it))));
        Assert.Equal("6", draft.Vat);
        Assert.Equal([new ChangeRow(1), new ChangeRow(2)], draft.Read().Milestones);

        var posted = ChangeDraft.Posted(order, Form(("rows", "3"), ("milestones[0].number", "1"), ("milestones[0].net", "1,200"), ("milestones[0].due", ""), ("milestones[0].deliverables", "Report"), ("milestones[0].acceptanceTest", "Signed by both"),
            ("milestones[0].reviewDays", "7"), ("milestones[1].number", "2"), ("milestones[1].due", "2027-03-01"), ("milestones[1].net", "1"), ("milestones[2].number", ""), ("milestones[2].title", "More"), ("vat", "x"), ("validDays", "")));
        var rows = posted.Read().Milestones!;
        Assert.Equal(new ChangeRow(1, Net: 120_000, Due: DateOnly.MinValue), rows[0]);
        Assert.Equal(new ChangeRow(2, Due: new DateOnly(2027, 3, 1)), rows[1]);
        Assert.Equal(("More", -1L, null), (rows[2].Title, rows[2].Net, rows[2].Due));
        Assert.Equal((-1, -1), (posted.Read().VatBasisPoints, posted.Read().ValidDays));
        posted.Remove(0);
        posted.Remove(2);
        Assert.Equal(2, posted.Rows.Count);
    }

    private IRenderedComponent<ChangesSection> Section(OrderChange it, Side? side)
    {
        var order = SomeOrder.Of() with { Changes = [it] };
        var view = new OrderView(new Document<Order>(order, 3), OrderState.Active, side, Bilingual.Same("Lab"), Bilingual.Same("Wang"), new OrderEvidence("{}", ""), null!, [], false)
        {
            Changes = [new ChangeView(it, it.State, ChangeDocument.Of(change), change)],
        };
        return Render<ChangesSection>(p => p.Add(section => section.View, view));
    }

    private static FormCollection Form(params (string Name, string Value)[] fields) => new(fields.ToDictionary(it => it.Name, it => new StringValues(it.Value)));
}
