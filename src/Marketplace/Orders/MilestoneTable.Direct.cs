using Marketplace.Payments;
using Marketplace.Vocabulary;
using static Marketplace.Orders.MilestoneState;

namespace Marketplace.Orders;

/// <summary>
/// The rows of bank transfers. Of a direct one nothing is held here, so the two sides tell each other what their banks show, and every silence has
/// its clock; all other rows are the same as of any payment.
/// </summary>
internal static partial class MilestoneTable
{
    // T1 by transfer: the pro-forma invoice is there at once, and a fortnight to pay it.
    public static Outcome<MilestoneStep> FundByTransfer(MilestoneNow now, BankTransfer transfer) => May("T1", now) is { } not ? not
        : !now.OrderActive ? NotActive()
        : Go("T1", now, FundingPending, it => it with { ClosesAt = now.At + MilestoneRules.TransferOpen, PaidBy = transfer.By, ReportedAt = null }, new MoneyMove.Collect(transfer));

    // T1p: the buyer has told its bank to pay. From then on the provider has a fortnight to look.
    public static Outcome<MilestoneStep> ReportPaid(MilestoneNow now) => May("T1p", now) is { } not ? not
        : now.It.PaidBy == PayBy.Online || now.It.Cancelling ? NoTransfer()
        : Go("T1p", now, FundingPending, it => it with { ReportedAt = it.ReportedAt ?? now.At, ClosesAt = now.At + MilestoneRules.TransferOpen });

    // T1n: the provider has looked, and nothing arrived, or not all of it.
    public static Outcome<MilestoneStep> NotArrived(MilestoneNow now) => May("T1n", now) is { } not ? not
        : now.It is not { PaidBy: PayBy.Direct, ReportedAt: not null } ? NoTransfer()
        : Go("T1n", now, FundingPending, it => it with { ReportedAt = null, ClosesAt = now.At + MilestoneRules.TransferOpen });

    // T1c: the buyer says that it paid, and the provider says nothing.
    public static Outcome<MilestoneStep> Unconfirmed(MilestoneNow now) => Go("T1c", now, Review, it => it with { Why = UnconfirmedPayment, ClosesAt = null }, new MoneyMove.CancelCollect());

    // T3d: all of it arrived at the provider, perhaps late. Nothing must be given back by a day; long past the due day a person is asked to look.
    public static Outcome<MilestoneStep> Received(MilestoneNow now)
    {
        if (May("T3d", now) is { } not) return not;
        if (!now.OrderActive) return NotActive();
        if (now.Money is not { By: PayBy.Direct, Wire: not null } || now.It.Cancelling || (now.It.State == Review && now.It.Why != UnconfirmedPayment)) return NoTransfer();
        return Go("T3d", now, Funded, it => it with
        {
            PaidBy = PayBy.Direct, FundedAt = now.At, HoldLimit = KeptUntil(now with { Money = now.Money with { By = PayBy.Direct } }), ClosesAt = null, ReportedAt = null, Why = null,
        }, new MoneyMove.Receive());
    }

    // T7d: what was accepted is the provider's already; the day in which a dispute can still be opened is over.
    private static Outcome<MilestoneStep> Keep(MilestoneNow now) => now.It.State == Disputed
        ? Go("T7d", now, now.Money.RefundDue == 0 ? Settled : Disputed, it => it with { PaysOutAt = null }, new MoneyMove.Release())
        : Go("T7d", now, now.Money.Held > 0 ? Funded : Released, it => (now.Money.Held > 0 ? Undelivered(it) with { HoldLimit = KeptUntil(now) } : it) with { PaysOutAt = null }, new MoneyMove.Release());

    // T11d: the buyer has back what the provider owed it.
    public static Outcome<MilestoneStep> RefundArrived(MilestoneNow now) => May("T11d", now) is { } not ? not
        : now.Money is not { By: PayBy.Direct, RefundDue: > 0 } ? No("no_refund_awaited", "没有待确认的退款。", "No refund is awaited.")
        : Go("T11d", now, now.It.Decision is not null ? Settled : Refunded, it => it with { RefundBy = null, Why = null }, new MoneyMove.RefundArrived());

    // T11c: the buyer does not say that it came.
    public static Outcome<MilestoneStep> RefundMissing(MilestoneNow now) => Go("T11c", now, Review, it => it with { RefundBy = null, Why = "refund_unconfirmed" });

    private const string UnconfirmedPayment = "payment_unconfirmed";

    private static bool IsDirect(MilestoneNow now) => now.Money.By == PayBy.Direct;

    /// <summary>Until when nobody need ask why it is not delivered: of a direct payment, a month after the buyer may have the money back.</summary>
    private static DateTimeOffset? KeptUntil(MilestoneNow now)
    {
        if (!IsDirect(now)) return now.It.HoldLimit;
        var late = MilestoneClocks.LateFrom(now.It, now.Rules);
        return (late > now.At ? late : now.At) + MilestoneRules.LookAfter;
    }

    /// <summary>X2 of a direct payment: a person says no more than that the matter is over; a refund that never came is for the two sides to pursue.</summary>
    private static MilestoneState Concluded(MilestoneNow now) =>
        now.Money.CollectedAt is null ? Cancelled : now.Money is { Refunded: 0, RefundDue: 0 } ? Released : Settled;

    private static Refusal NotActive() => No("order_not_active", "订单尚未生效，暂不能付款。", "The order is not in force; nothing is paid yet.");

    private static Refusal NoTransfer() => No("no_transfer_awaited", "没有待确认的银行转账。", "No bank transfer is awaited.");
}
