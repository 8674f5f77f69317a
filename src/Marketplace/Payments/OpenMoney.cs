using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>Reads a payment and what is open of it, to work on.</summary>
public sealed class OpenMoney(IPayments payments, IPaymentGateway gateway, MarketClock clock)
{
    /// <summary>Null where there is no such payment.</summary>
    public async Task<MoneyWork?> Of(string reference, CancellationToken cancel = default)
    {
        if (await payments.Payment(reference, cancel) is not { } payment) return null;
        var open = payment.Value.Open.Count == 0 ? [] : await payments.Calls(payment.Value.Open, cancel);
        return new MoneyWork(payment, open, await payments.Series(InvoiceSeries.Name, cancel), gateway, clock.Now,
            // Before anything is paid nobody is paid out.
            payment.Value.CollectedAt is null ? null : (await payments.PayoutAccount(payment.Value.Payee, cancel))?.Value.Account);
    }
}
