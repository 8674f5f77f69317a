using Marketplace.Payments.Ledger;

namespace Marketplace.Payments;

/// <summary>A payment and where its money was at which time.</summary>
public sealed record PaymentCourse(Payment Payment, IReadOnlyList<MoneyPoint> Course);

/// <summary>Reads what became of a payment's money. Who may know of it is for whoever asks to see.</summary>
public sealed class ReadMoney(IPayments payments, ILedger ledger)
{
    private const int Batch = 500;

    /// <summary>Null where there is no such payment.</summary>
    public async Task<PaymentCourse?> Of(string reference, CancellationToken cancel = default)
    {
        if (await payments.Payment(reference, cancel) is not { Value: var payment }) return null;
        var entries = new List<LedgerEntry>();
        for (string? after = null; payment.CollectedAt is not null || payment.Strays.Count > 0; after = entries[^1].Place)
        {
            var batch = await ledger.OfReference(reference, after, Batch, cancel);
            entries.AddRange(batch);
            if (batch.Count < Batch) break;
        }
        return new PaymentCourse(payment, MoneyCourse.Of(payment, entries));
    }
}
