using Marketplace.Files;
using Marketplace.Payments;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Orders;

/// <summary>What the buyer's bank is told of an order where nobody writes something better.</summary>
public sealed class ChargebackFactsTests
{
    private static readonly MarketClock clock = new(new FakeTimeProvider(SomeOrder.Noon.AddDays(9)), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    [Fact]
    public void What_was_agreed_delivered_and_accepted_is_said_with_its_day_and_how_to_check_it()
    {
        var told = Told(Delivered(new StoredFile(new string('b', 64), "report.pdf", "application/pdf", 2048)));

        Assert.Equal(("Lead in rice: Part 1", "Wang Ltd.", new DateOnly(2026, 12, 5)), (told.Product, told.Customer, told.ServedOn));
        Assert.Contains("costs CNY 1060.00 and was due by the end of 2027-01-15. Agreed deliverables: Report.", told.Text);
        Assert.Contains($"Delivered file: report.pdf (2048 bytes, SHA-256 {new string('b', 64)})", told.Text);
        Assert.Contains("/check/7Q2MX9KD0VTA", told.Text);
        Assert.Contains("2026-12-06 04:00Z: the buyer accepted the delivery.", told.Text);
        Assert.Contains("CNY 100.00 were refunded", told.Text);
        Assert.Contains(new string('a', 64), told.Text);
        Assert.Contains($"a dispute between the parties was decided on 2026-12-08: CNY 600.00 to the provider, CNY 460.00 back", told.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Nobody_is_named_who_acted_for_a_side()
    {
        var told = Told(Delivered(new StoredFile(new string('b', 64), "report.pdf", "application/pdf", 2048)));
        Assert.DoesNotContain("wang", told.Text);
        Assert.DoesNotContain("li-at-the-lab", told.Text);
    }

    [Fact]
    public void Of_what_was_never_delivered_no_day_and_no_file_is_said()
    {
        var order = SomeOrder.Of(null, MilestoneState.Funded) with { Files = [new Deliverable(1, new StoredFile(new string('b', 64), "draft.pdf", "application/pdf", 1), SomeOrder.Noon, "li")] };
        var told = Told(order);
        Assert.Null(told.ServedOn);
        Assert.DoesNotContain("draft.pdf", told.Text);
        Assert.DoesNotContain("/check/", told.Text);
    }

    [Fact]
    public void However_much_there_is_it_fits()
    {
        var order = SomeOrder.Of(null, MilestoneState.Funded);
        var wordy = order.Milestones[0] with { Terms = order.Milestones[0].Terms with { AcceptanceTest = new string('x', 20_000) } };
        Assert.Equal(ChargebackEvidence.Longest, Told(order with { Milestones = [wordy] }).Text.Length);
    }

    private static Order Delivered(StoredFile file)
    {
        var order = SomeOrder.Of(null, MilestoneState.Settled);
        var at = SomeOrder.Noon.AddDays(4);
        return order with
        {
            Milestones = [order.Milestones[0] with { CheckCode = "7Q2MX9KD0VTA", Decision = new MilestoneDecision(60_000, 46_000, SomeOrder.Noon.AddDays(7)) }],
            Files = [new Deliverable(1, file, at, "li-at-the-lab")],
            Steps =
            [
                new(SomeOrder.Noon, OrderStepKind.Placed, Side.Buyer, "wang"), new(SomeOrder.Noon.AddDays(1), OrderStepKind.Paid, Side.Site, null, 1), new(at, OrderStepKind.Handed, Side.Provider, "li-at-the-lab", 1, File: file.Hash),
                new(at, OrderStepKind.Delivered, Side.Provider, null, 1), new(SomeOrder.Noon.AddDays(5), OrderStepKind.Accepted, Side.Buyer, null, 1),
            ],
        };
    }

    private static ChargebackEvidence Told(Order order) => ChargebackFacts.Of(order, order.Milestones[0],
        Payment.Of("ord_1/1", "org_1", "prv_1", new Money(106_000, "CNY"), 6_000, new FeeTerms(1, 500, 600)) with { Refunded = 10_000 }, clock);
}
