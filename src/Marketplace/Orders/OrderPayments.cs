using System.Globalization;
using Marketplace.Payments;
using Marketplace.Storage;

namespace Marketplace.Orders;

/// <summary>The money of an order: one payment for each milestone, from the moment at which the order is in force.</summary>
internal static class OrderPayments
{
    public static string Reference(OrderId order, int milestone) => string.Create(CultureInfo.InvariantCulture, $"{order}/{milestone}");

    /// <summary>The order and the number of a reference; null for what is none.</summary>
    public static (OrderId Order, int Milestone)? Read(string reference) =>
        reference.Split('/') is [var order, var number] && OrderId.TryParse(order, null, out var id) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var milestone)
            ? (id, milestone) : null;

    /// <summary>What is written when an order comes into force by the step from one state to the other; nothing by any other step.</summary>
    public static IReadOnlyList<Write> Opened(Order? before, Order after) => before?.Confirmation.Assent == Assent.Confirmed || after.Confirmation.Assent != Assent.Confirmed ? [] :
    [
        .. after.Milestones.Select(it => Open(after, it.Terms)),
    ];

    /// <summary>What opens the payment of a milestone that is agreed.</summary>
    public static Write Open(Order order, MilestoneTerms it)
    {
        var payment = Payment.Of(Reference(order.Id, it.Number), order.Buyer.Value, order.Provider.Value, Shares.Gross(it), it.Vat.Amount, order.Fees);
        return StoredAs<Payment>.Write(payment.Reference, payment, 0);
    }
}
