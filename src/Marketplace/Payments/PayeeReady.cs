using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>
/// Whether money should be taken for a payee at all. Nothing is wrong where not: the payer is told to come again. Acceptances are recorded all the same.
/// </summary>
public sealed class PayeeReady(IPayments payments, IEnumerable<IGatewayAccounts> gateways, MarketClock clock)
{
    /// <summary>Calls that wait for longer than this say that the provider of payments is down.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    /// <summary>Why nothing is taken now; null where it is.</summary>
    public async Task<Refusal?> Refuses(string payee, CancellationToken cancel = default)
    {
        if ((await payments.DueCalls(clock.Now - patience, 1, cancel)).Count > 0)
            return Refusal.Because(RefusalKind.Conflict, "payments_delayed", "支付服务暂时不可用，请稍后再试；已完成的验收均已记录。", "The payment provider does not answer at the moment. Try again later; what was accepted is recorded.");
        if (!gateways.Any() || await payments.PayoutAccount(payee, cancel) is { Value.CanBePaid: true }) return null;
        return Refusal.Because(RefusalKind.Conflict, "payee_cannot_be_paid", "服务方的在线收款账户尚未就绪，暂不能在线付款；设置完成后即可支付。", "The provider's payout account is not ready yet, so nothing is taken. It can be paid as soon as the provider has finished that.");
    }
}
