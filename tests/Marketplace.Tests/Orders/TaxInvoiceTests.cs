using Marketplace.Files;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Orders;

/// <summary>The rules of the tax invoices that a provider attaches.</summary>
public sealed class TaxInvoiceTests
{
    [Theory]
    [InlineData(MilestoneState.Planned, "not_in_this_state")]
    [InlineData(MilestoneState.FundingPending, "not_in_this_state")]
    [InlineData(MilestoneState.Cancelled, "not_in_this_state")]
    [InlineData(MilestoneState.Refunded, "not_in_this_state")]
    [InlineData(MilestoneState.Funded, null)]
    [InlineData(MilestoneState.Accepted, null)]
    [InlineData(MilestoneState.Released, null)]
    [InlineData(MilestoneState.Settled, null)]
    [InlineData(MilestoneState.Review, "not_in_this_state")]
    public void It_is_made_out_for_money_that_came(MilestoneState state, string? code) => Assert.Equal(code, Refused(SomeOrder.Of(null, state), "1", 106_000));

    [Fact]
    public void All_that_stand_come_to_the_milestone_at_most_and_what_was_replaced_counts_no_more()
    {
        var order = With(SomeOrder.Of(null, MilestoneState.Released), "1", 60_000);
        Assert.Equal("more_than_due", Refused(order, "2", 46_001));
        Assert.Null(Refused(order, "2", 46_000));
        Assert.Null(Refused(order, "2", 106_000, replaces: "1"));

        order = With(order, "2", 106_000, replaces: "1");
        Assert.Equal(["2"], TaxInvoices.Standing(order, 1).Select(it => it.Number));
        Assert.True(TaxInvoices.IsReplaced(order, order.TaxInvoices[0]));
        // What was replaced is still there, is replaced once, and its number stays its own.
        Assert.Equal(2, order.TaxInvoices.Count);
        Assert.Equal("no_such_invoice", Refused(order, "3", 1, replaces: "1"));
        Assert.Equal("number_taken", Refused(order, "1", 1, replaces: "2"));
        Assert.Equal("number_taken", Refused(order, "2", 1, replaces: "2"));
    }

    [Fact]
    public void One_is_awaited_once_the_provider_was_paid_and_none_stands()
    {
        var order = SomeOrder.Of(null, MilestoneState.Released, MilestoneState.Accepted, MilestoneState.Refunded);
        Assert.Equal([1], TaxInvoices.Awaited(order).Select(it => it.Terms.Number));
        Assert.Empty(TaxInvoices.Awaited(With(order, "1", 106_000)));

        Milestone Settled(long release) => new() { Terms = SomeOrder.Terms(), State = MilestoneState.Settled, Decision = new MilestoneDecision(release, 106_000 - release, SomeOrder.Noon) };
        Assert.Single(TaxInvoices.Awaited(SomeOrder.Of() with { Milestones = [Settled(1)] }));
        Assert.Empty(TaxInvoices.Awaited(SomeOrder.Of() with { Milestones = [Settled(0)] }));
    }

    private static string? Refused(Order order, string number, long amount, string? replaces = null) => TaxInvoices.Refuses(order, order.Milestones[0], number, new Money(amount, "CNY"), replaces)?.First.Code;

    private static Order With(Order order, string number, long amount, string? replaces = null) => order with
    {
        TaxInvoices = [.. order.TaxInvoices, new TaxInvoice(1, number, new DateOnly(2026, 12, 1), new Money(amount, "CNY"), new StoredFile(new string('a', 64), "a.pdf", "application/pdf", 10), SomeOrder.Noon, "li", replaces)],
    };
}
