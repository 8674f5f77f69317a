using Marketplace.Payments.Ledger;
using Marketplace.Vocabulary;
using static Marketplace.Payments.Ledger.PostingLine;

namespace Marketplace.Payments;

/// <summary>
/// What is paid from the payer to the payee directly: the same sums, and neither calls nor money in the books, for none of it is ever here. The
/// platform's fee is owed by the payee, who has it.
/// </summary>
public sealed partial class MoneyWork
{
    private bool IsDirect => Payment.By == PayBy.Direct;

    private void CollectByTransfer(BankTransfer transfer)
    {
        Name(transfer);
        Payment = Payment with { By = transfer.By, Wire = transfer, Collecting = new Session(transfer.Reference, now, transfer.Reference) };
    }

    private Refusal? Receive()
    {
        if (!IsDirect || Payment.Wire is null || Payment.CollectedAt is not null)
            return Refusal.Because(RefusalKind.Conflict, "no_transfer_awaited", "没有待确认的银行转账。", "No bank transfer is awaited.");
        Payment = Payment with { Collecting = null, CollectedAt = now, Held = Payment.Gross.Amount };
        return null;
    }

    private void PostDirectFee(Part part)
    {
        if (part.Fee + part.Tax > 0) Post(EntryState.Posted, Dr(Accounts.Recover(Payment.Payee), part.Fee + part.Tax), Cr(Accounts.Fees, part.Fee), Cr(Accounts.Tax, part.Tax));
    }

    private void TakeBackDirectFee(Part part)
    {
        if (part.Fee + part.Tax > 0) Post(EntryState.Posted, Dr(Accounts.Fees, part.Fee), Dr(Accounts.Tax, part.Tax), Cr(Accounts.Recover(Payment.Payee), part.Fee + part.Tax));
    }

    /// <summary>The payee has it already: accepting needs no payout.</summary>
    private void ReleaseDirect(Part part) => Payment = Payment with { Part = null, Invoice = null, Released = Payment.Released + part.Gross };

    private Refusal? RefundArrived()
    {
        if (!IsDirect || Payment.RefundDue == 0) return Refusal.Because(RefusalKind.Conflict, "no_refund_awaited", "没有待确认的退款。", "No refund is awaited.");
        Payment = Payment with { Refunded = Payment.Refunded + Payment.RefundDue, RefundDue = 0 };
        return null;
    }
}
