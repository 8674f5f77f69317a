using System.Globalization;
using Bunit;
using Marketplace.Orders.Months;
using Marketplace.Orders.Show;
using Marketplace.Payments;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Orders;

/// <summary>A provider's money by months: every minor unit stands in its month, in the picture as in the table.</summary>
public sealed class MonthsTests : BunitContext
{
    private static readonly TimeZoneInfo shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly MarketClock clock = new(new FakeTimeProvider(new DateTimeOffset(2027, 3, 15, 4, 0, 0, TimeSpan.Zero)), shanghai);

    public MonthsTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(clock);
    }

    [Fact]
    public void Whatever_happened_when_the_months_add_up_to_what_the_payments_are()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var chance = new Random(seed);
            var courses = Enumerable.Range(0, chance.Next(1, 6)).Select(_ => Course(chance)).ToList();
            var months = MoneyMonth.Of(OrderMoney.Together(courses), 24, clock);

            Assert.Equal(24, months.Count);
            Assert.Equal(courses.Sum(it => it[^1].PaidOut), months.Sum(it => it.Paid));
            Assert.Equal((courses.Sum(it => it[^1].Held), courses.Sum(it => it[^1].Payable)), (months[^1].Held, months[^1].Payable));
            foreach (var month in months)
            {
                var end = clock.EndOf(month.First.AddMonths(1).AddDays(-1));
                Assert.Equal(courses.Sum(it => it.LastOrDefault(point => point.At < end)?.Held ?? 0), month.Held);
            }
        }
    }

    [Fact]
    public void A_month_ends_where_the_market_is()
    {
        // In Shanghai it is March already.
        var months = MoneyMonth.Of([new MoneyPoint(new DateTimeOffset(2027, 2, 28, 16, 0, 0, TimeSpan.Zero), PaidOut: 500)], 2, clock);
        Assert.Equal([(new DateOnly(2027, 2, 1), 0L), (new DateOnly(2027, 3, 1), 500L)], months.Select(it => (it.First, it.Paid)));
    }

    [Fact]
    public void The_picture_has_a_name_a_bar_for_each_amount_and_a_table_that_says_the_same()
    {
        var shown = Render<MonthsPicture>(p => p.Add(it => it.Currency, "CNY").Add(it => it.Months, [new(new DateOnly(2027, 2, 1), 40_000, 0, 10_000), new(new DateOnly(2027, 3, 1), 20_000, 5_000, 0)]));

        Assert.Equal("Held, payable and paid by month, CNY", shown.Find("svg > title").TextContent);
        var bars = shown.FindAll("svg[role=img] rect");
        Assert.Equal(["Held", "Paid", "Held", "Payable"], bars.Select(it => it.ClassName));
        double Height(int bar) => double.Parse(bars[bar].GetAttribute("height")!, CultureInfo.InvariantCulture);
        Assert.Equal((140, 35, 70, 17.5), (Height(0), Height(1), Height(2), Height(3)));
        Assert.Equal(["CNY\u00a0200", "CNY\u00a050", "CNY\u00a00", "CNY\u00a0400", "CNY\u00a00", "CNY\u00a0100"], shown.FindAll("td").Select(it => it.TextContent));
        Assert.Equal(["March 2027", "February 2027"], shown.FindAll("tbody th").Select(it => it.TextContent));
    }

    private static List<MoneyPoint> Course(Random chance)
    {
        var at = clock.Now.AddDays(-chance.Next(1, 600));
        var course = new List<MoneyPoint>();
        for (var i = chance.Next(1, 9); i > 0 && at < clock.Now; i--)
        {
            course.Add(new MoneyPoint(at, Held: chance.Next(0, 9_000), Payable: chance.Next(0, 9_000), PaidOut: chance.Next(0, 9_000)));
            at += TimeSpan.FromHours(chance.Next(1, 2_000));
        }
        return course;
    }
}
