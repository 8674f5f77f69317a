using Marketplace.Payments;
using Marketplace.Vocabulary;
using Stripe;
using Stripe.Radar;
using CheckoutSession = Stripe.Checkout.Session;

namespace Marketplace.Adapters.Stripe;

/// <summary>Stripe's objects in our words. One that carries no key of ours was made by somebody else, and is none.</summary>
internal static class StripeObjects
{
    public static GatewayObject? Of(CheckoutSession session)
    {
        var paid = session.PaymentIntent?.LatestCharge is { Status: "succeeded", BalanceTransaction: not null } charge && session.PaymentIntent.Status == "succeeded" ? charge : null;
        var state = (session.Status, session.PaymentIntent?.Status) switch
        {
            (_, "succeeded") when paid is not null => GatewayState.Succeeded,
            // Paid, and what Stripe keeps of it is not known yet: that is told by itself a little later.
            (_, "succeeded" or "processing") => GatewayState.Processing,
            ("expired", _) or (_, "canceled") => GatewayState.Cancelled,
            ("complete", "requires_payment_method") => GatewayState.Failed,
            ("complete", _) => GatewayState.Processing,
            _ => GatewayState.Open,
        };
        var amount = paid is null ? Amount(session.AmountTotal ?? 0, session.Currency) : Amount(paid.Amount, paid.Currency);
        return Made(GatewayKind.Session, session.Id, state, amount, session.Metadata) is not { } it ? null : it with
        {
            Page = session.Url, Charge = paid?.Id, Because = session.PaymentIntent?.LastPaymentError?.Code,
            // Of another currency it is no figure of ours; the daily comparison shows it.
            Fee = paid?.BalanceTransaction is { } kept && kept.Currency == paid.Currency ? kept.Fee : 0,
        };
    }

    public static GatewayObject? Of(Refund refund)
    {
        var state = refund.Status switch
        {
            "succeeded" when refund.BalanceTransactionId is not null => GatewayState.Succeeded,
            "failed" => GatewayState.Failed,
            "canceled" => GatewayState.Cancelled,
            _ => GatewayState.Processing,
        };
        return Made(GatewayKind.Refund, refund.Id, state, Amount(refund.Amount, refund.Currency), refund.Metadata) is { } it ? it with { Because = refund.FailureReason } : null;
    }

    public static GatewayObject? Of(Transfer transfer) =>
        Made(GatewayKind.Transfer, transfer.Id, GatewayState.Succeeded, Amount(transfer.Amount, transfer.Currency), transfer.Metadata);

    /// <summary>A reversal is found below its transfer only, so its id here is both.</summary>
    public static GatewayObject? Of(TransferReversal reversal) =>
        Made(GatewayKind.Reversal, $"{reversal.TransferId}/{reversal.Id}", GatewayState.Succeeded, Amount(reversal.Amount, reversal.Currency), reversal.Metadata);

    /// <summary>What of a chargeback moved is read of its balance transactions: what went out, what came back, and what Stripe took for it.</summary>
    public static GatewayObject? Of(Dispute dispute)
    {
        var moved = dispute.BalanceTransactions ?? [];
        var state = dispute.Status switch
        {
            "won" or "warning_closed" or "prevented" => ChargebackState.Won,
            "lost" => ChargebackState.Lost,
            _ when dispute.Status?.StartsWith("warning_", StringComparison.Ordinal) == true => ChargebackState.Inquiry,
            _ => ChargebackState.Open,
        };
        var stands = new GatewayChargeback(
            state, -moved.Where(it => it.Amount < 0).Sum(it => it.Amount), moved.Where(it => it.Amount > 0).Sum(it => it.Amount), moved.Sum(it => it.Fee), dispute.Reason ?? "general",
            dispute.EvidenceDetails?.DueBy is { } due && due.Year > 1970 ? new DateTimeOffset(DateTime.SpecifyKind(due, DateTimeKind.Utc)) : null,
            // Where a question became a chargeback it waits to be answered once more.
            dispute.EvidenceDetails?.SubmissionCount > 0 && dispute.Status?.EndsWith("needs_response", StringComparison.Ordinal) != true);
        return Made(GatewayKind.Chargeback, dispute.Id, GatewayState.Processing, Amount(dispute.Amount, dispute.Currency), dispute.Charge?.Metadata) is { } it
            ? it with { Charge = dispute.ChargeId, Chargeback = stands } : null;
    }

    public static GatewayObject? Of(Review review) => Warning(review.Id, review.Open ? GatewayState.Open : review.ClosedReason == "approved" ? GatewayState.Succeeded : GatewayState.Failed, review.Charge, "review_opened");

    public static GatewayObject? Of(EarlyFraudWarning warning) => Warning(warning.Id, GatewayState.Open, warning.Charge, "early_fraud_warning");

    private static GatewayObject? Warning(string id, GatewayState state, Charge? charge, string because) =>
        Made(GatewayKind.Warning, id, state, Amount(charge?.Amount ?? 0, charge?.Currency), charge?.Metadata) is { } it ? it with { Charge = charge!.Id, Because = because } : null;

    private static GatewayObject? Made(GatewayKind kind, string id, GatewayState state, Money amount, Dictionary<string, string>? metadata) =>
        metadata is not null && metadata.TryGetValue(StripeRequests.CallKey, out var key) && metadata.TryGetValue(StripeRequests.Reference, out var reference)
            ? new GatewayObject(kind, id, state, amount, reference, key)
            : null;

    private static Money Amount(long minor, string? currency) => new(minor, (currency ?? "").ToUpperInvariant());
}
