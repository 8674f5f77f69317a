using System.Globalization;
using Bunit;
using Marketplace.DesignSystem;
using Marketplace.Orders.Show;
using Marketplace.Payments;
using Marketplace.Rigs.Paying;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Orders;

/// <summary>The picture of an order's money: what it draws is what the ledger says, and who sees no picture reads the same.</summary>
public sealed class OrderMoneyPictureTests : BunitContext
{
    private static readonly DateTimeOffset now = SomeOrder.Noon.AddDays(10);

    public OrderMoneyPictureTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(new MarketClock(new FakeTimeProvider(now), TimeZoneInfo.Utc));
    }

    [Fact]
    public async Task The_course_of_a_payment_follows_it_from_the_payer_to_the_payee()
    {
        var rig = new MoneyRig();
        var reference = await rig.Agree("ord_1/1", 100_000, new FeeTerms(1, 500, 600));
        await rig.Do(reference, Party.Buyer, MilestoneTable.Fund);
        await rig.Settle();
        await rig.Provider.Choose(rig.Paid(reference).Collecting!.Object!, TestChoice.Pay);
        await rig.Settle();
        rig.Time.Now += TimeSpan.FromHours(1);
        await rig.Do(reference, Party.Provider, MilestoneTable.Deliver);
        await rig.Do(reference, Party.Buyer, it => MilestoneTable.Accept(it));
        await rig.Pass(TimeSpan.FromDays(2), TimeSpan.FromHours(3));

        var course = (await new ReadMoney(rig.Payments, rig.Ledger).Of(reference))!.Course;
        Assert.Equal([(100_000, 0, 0, 0), (0, 94_700, 0, 5_300), (0, 0, 94_700, 5_300)], course.Select(it => (it.Held, it.Payable, it.PaidOut, it.Fees)));
        Assert.All(course, it => Assert.Equal(100_000, it.PaidIn));
        Assert.Equal(rig.Paid(reference).Released, course[^1].PaidOut);
    }

    [Fact]
    public void At_every_instant_the_pieces_are_as_high_as_what_was_paid_in_and_stand_on_each_other()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var chance = new Random(seed);
            var at = SomeOrder.Noon;
            var course = Enumerable.Range(0, chance.Next(1, 12)).Select(_ => new MoneyPoint(
                at += TimeSpan.FromMinutes(chance.Next(1, 3_000)), Some(chance), Some(chance), Some(chance), Some(chance), Some(chance), Some(chance), Some(chance))).ToList();
            var picture = new MoneyPicture(new OrderMoney([], course, []), chance.Next(1, 2_000_000), SomeOrder.Noon, at.AddDays(chance.Next(0, 30)));

            var rest = picture.Pieces.AsEnumerable();
            foreach (var point in course)
            {
                var pieces = rest.Take(MoneyPicture.Series.Count(it => it.Of(point) > 0)).ToList();
                rest = rest.Skip(pieces.Count);
                Assert.All(pieces, it => Assert.Equal(X(picture, point.At), it.X));
                Assert.Equal(MoneyPicture.Height * point.PaidIn / picture.Scale.Most, pieces.Sum(it => Number(it.Height)), 0.1);
                var below = picture.Scale.Base;
                foreach (var piece in pieces)
                {
                    Assert.Equal(below, Number(piece.Y) + Number(piece.Height), 0.1);
                    below = Number(piece.Y);
                    var amount = MoneyPicture.Series.First(it => it.Series == piece.Series).Of(point);
                    Assert.Equal(MoneyPicture.Height * amount / picture.Scale.Most, Number(piece.Height), 0.02);
                }
            }
            Assert.Empty(rest);
        }

        static long Some(Random chance) => chance.Next(3) == 0 ? 0 : chance.Next(1, 1_000_000);
    }

    [Fact]
    public void It_has_a_name_and_a_description_and_says_the_same_in_a_table_and_in_a_list()
    {
        var shown = Shown();
        var svg = shown.Find("svg[role=img]");
        Assert.Equal("Money through time", shown.Find($"#{svg.GetAttribute("aria-labelledby")!.Split(' ')[0]}").TextContent);
        Assert.Contains("CNY\u00a0700 is held until acceptance", shown.Find("#money-desc").TextContent);
        Assert.Equal(["CNY\u00a01,060", "CNY\u00a0300", "CNY\u00a060", "CNY\u00a00", "CNY\u00a0700"], shown.FindAll("tbody tr")[^1].QuerySelectorAll("td").Select(it => it.TextContent));
        Assert.Equal(2, shown.FindAll("line.planned").Count);
        Assert.Equal(["Milestone 2 is due: 15 Jan 2027", "The payment for milestone 2 is held until 19 Feb 2027 at most"], shown.FindAll("ol li").Select(it => it.TextContent));
        // What never happened is not spoken of.
        Assert.DoesNotContain("Refunded", shown.Find("table").TextContent);
    }

    [Fact]
    public void Chinese_readers_read_it_in_chinese()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("zh-CN");
        try
        {
            var shown = Shown();
            Assert.Contains("资金进展", shown.Markup);
            Assert.Contains("里程碑 2 到期：2027年1月15日", shown.Markup);
        }
        finally
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Only_what_is_still_to_come_is_planned_and_a_direct_payment_is_held_nowhere()
    {
        var clock = new MarketClock(new FakeTimeProvider(now), TimeZoneInfo.Utc);
        Milestone Of(MilestoneState state, PayBy by = PayBy.Online) => new()
        {
            Terms = SomeOrder.Terms(), State = state, PaidBy = by, HoldLimit = now.AddDays(80), ReviewEndsAt = now.AddDays(7), PaysOutAt = now.AddDays(1),
        };
        IEnumerable<PlannedKind> Planned(Milestone it, DateTimeOffset? at = null) => OrderMoney.PlannedOf(SomeOrder.Of() with { Milestones = [it] }, at ?? now, clock).Select(step => step.Kind);

        Assert.Equal([PlannedKind.Due], Planned(Of(MilestoneState.Planned)));
        Assert.Equal([PlannedKind.Due, PlannedKind.HeldUntil], Planned(Of(MilestoneState.Funded)));
        Assert.Equal([PlannedKind.AcceptsItself, PlannedKind.HeldUntil], Planned(Of(MilestoneState.Delivered)));
        Assert.Equal([PlannedKind.PaysOut], Planned(Of(MilestoneState.Accepted)));
        Assert.Equal([PlannedKind.Due], Planned(Of(MilestoneState.Funded, PayBy.Direct)));
        Assert.Empty(Planned(Of(MilestoneState.Accepted, PayBy.Direct)));
        Assert.Empty(Planned(Of(MilestoneState.Released)));
        Assert.Equal([PlannedKind.HeldUntil], Planned(Of(MilestoneState.Funded), new DateTimeOffset(2027, 1, 16, 0, 0, 0, TimeSpan.Zero)));
    }

    private IRenderedComponent<OrderMoneyPicture> Shown()
    {
        var order = SomeOrder.Of() with
        {
            Milestones = [new Milestone { Terms = SomeOrder.Terms(1, 34_000, 2_000), State = MilestoneState.Released }, new Milestone { Terms = SomeOrder.Terms(2, 66_000, 4_000), State = MilestoneState.Funded, HoldLimit = now.AddDays(70) }],
        };
        MoneyPoint[] course = [new(SomeOrder.Noon.AddDays(1), Held: 36_000), new(SomeOrder.Noon.AddDays(4), PaidOut: 30_000, Fees: 6_000), new(SomeOrder.Noon.AddDays(6), Held: 70_000, PaidOut: 30_000, Fees: 6_000)];
        var money = new OrderMoney([], course, OrderMoney.PlannedOf(order, now, Services.GetRequiredService<MarketClock>()));
        return Render<OrderMoneyPicture>(p => p.Add(it => it.Order, order).Add(it => it.Money, money));
    }

    /// <summary>Where pieces that begin at an instant begin.</summary>
    private static string X(MoneyPicture picture, DateTimeOffset at) =>
        StackScale.Percent((at - SomeOrder.Noon).TotalSeconds / (picture.Until - SomeOrder.Noon).TotalSeconds * 100);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
