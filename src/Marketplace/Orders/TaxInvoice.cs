using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>A tax invoice (in China a fapiao) that the provider made out to the buyer for a milestone. It is kept for good; a newer one may stand in its place.</summary>
/// <param name="Number">As it is printed on the invoice.</param>
/// <param name="Day">The day on which it was made out.</param>
/// <param name="Replaces">The number of the one in whose place it stands.</param>
public sealed record TaxInvoice(int Milestone, string Number, DateOnly Day, Money Amount, StoredFile File, DateTimeOffset At, string By, string? Replaces = null)
{
    public const int LongestNumber = 40;

    /// <summary>Of one order, those that were replaced included.</summary>
    public const int Most = 100;
}

/// <summary>The rules of tax invoices: which stand, which are awaited, and what a new one must be.</summary>
public static class TaxInvoices
{
    /// <summary>Whether another one stands in its place.</summary>
    public static bool IsReplaced(Order order, TaxInvoice it) => order.TaxInvoices.Any(other => other.Milestone == it.Milestone && other.Replaces == it.Number);

    public static IEnumerable<TaxInvoice> Standing(Order order, int milestone) => order.TaxInvoices.Where(it => it.Milestone == milestone && !IsReplaced(order, it));

    /// <summary>The milestones that the provider was paid for and has made out no invoice for.</summary>
    public static IEnumerable<Milestone> Awaited(Order order) =>
        order.Milestones.Where(it => it is { State: MilestoneState.Released } or { State: MilestoneState.Settled, Decision.Release: > 0 } && !Standing(order, it.Terms.Number).Any());

    /// <summary>Whether there is, or was, money of the milestone for which an invoice can be made out.</summary>
    public static bool Takes(Milestone it) => it.State switch
    {
        MilestoneState.Funded or MilestoneState.Delivered or MilestoneState.Accepted or MilestoneState.Releasing or MilestoneState.Released or MilestoneState.Disputed or MilestoneState.Settled => true,
        MilestoneState.Review => it.FundedAt is not null,
        _ => false,
    };

    /// <summary>Why the invoice cannot be attached to the order; null where it can.</summary>
    public static Refusal? Refuses(Order order, Milestone of, string number, Money amount, string? replaces)
    {
        if (!Takes(of)) return Refusal.Because(RefusalKind.Conflict, "not_in_this_state", "该里程碑付款之后才能附发票。", "An invoice is attached once the milestone is paid.");
        if (order.TaxInvoices.Count >= TaxInvoice.Most) return Refusal.Because(RefusalKind.Conflict, "too_many", "发票数量已达上限。", "The order has too many invoices already.");
        var standing = Standing(order, of.Terms.Number).ToList();
        if (replaces is not null && standing.All(it => it.Number != replaces))
            return Refusal.Because(RefusalKind.Conflict, "no_such_invoice", "没有可被替换的此号码发票。", "There is no invoice of this number to be replaced.", "replaces");
        // A number stands for one invoice in the whole order, also where that one was replaced.
        if (order.TaxInvoices.Any(it => it.Number == number)) return Refusal.Because(RefusalKind.Conflict, "number_taken", "该订单已有此号码的发票。", "The order has an invoice of this number already.", "number");
        var rest = checked(Shares.Gross(of.Terms).Amount - standing.Where(it => it.Number != replaces).Sum(it => it.Amount.Amount));
        return amount.Amount > rest
            ? Refusal.Because(RefusalKind.Unprocessable, "more_than_due", "发票金额合计不能超过该里程碑的金额。", "Its invoices together come to more than the milestone.", "amount") : null;
    }
}

/// <summary>The provider attached a tax invoice.</summary>
/// <param name="File">SHA-256 of its bytes.</param>
/// <param name="Replaced">Whether it stands in the place of an earlier one.</param>
public sealed record TaxInvoiceAttached(OrderId Order, OrganisationId Buyer, ProviderId Provider, int Milestone, string File, bool Replaced) : OrderEvent(Order, Buyer, Provider);
