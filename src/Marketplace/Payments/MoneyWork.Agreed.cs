using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>What is agreed anew before it is paid.</summary>
public sealed partial class MoneyWork
{
    /// <summary>Refused as soon as somebody pays, or a page on which somebody could is not surely closed.</summary>
    private Refusal? Reprice(Money gross, long vat)
    {
        if (Payment.CollectedAt is not null || Payment.Collecting is not null || calls.Values.Any(it => it.Call is { Operation: GatewayOperation.Collect or GatewayOperation.CancelCollect, IsOver: false }))
            return Refusal.Because(RefusalKind.Conflict, "paid_or_paying", "该款项已支付或正在支付，不能再变更金额。", "This is paid already, or being paid; its amount no longer changes.");
        if (gross.Currency != Payment.Currency) throw new ArgumentException($"{Payment.Reference} is in {Payment.Currency}.", nameof(gross));
        // The payee says of a direct transfer that all of it arrived, so none may be awaited in which the amount was another.
        Payment = Payment with { Gross = gross, Vat = vat, Wire = Payment.Wire?.By == PayBy.Direct ? null : Payment.Wire };
        events.Add(new PaymentRepriced(Payment.Reference, gross, vat));
        return null;
    }
}
