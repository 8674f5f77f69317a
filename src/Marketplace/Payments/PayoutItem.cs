using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>An account to which the provider is paid.</summary>
internal sealed class PayoutItem(IPayments payments, IPaymentGateway gateway, IEnumerable<IGatewayAccounts> gateways) : IOnboardingItem
{
    /// <summary>Where its people settle it.</summary>
    public static string PageOf(ProviderId provider) => $"/provider/payouts?provider={provider}";

    public int Order => 60;

    public OnboardingKind Kind => OnboardingKind.Computed;

    public Bilingual Title { get; } = new("收款账户", "A payout account");

    public async ValueTask<OnboardingState> Of(ProviderId provider, CancellationToken cancel = default)
    {
        if (!gateways.Any())
            return gateway.Name == "simulated"
                ? new(true, new("本站付款为模拟，不发生真实资金往来，无需收款账户。", "Payments are simulated here and move no money, so none is needed."), null)
                : new(null, new("本站尚未接入支付服务。", "No payment provider is connected here."), null);
        return await payments.PayoutAccount(provider.Value, cancel) switch
        {
            null => new(false, new("尚未开设。", "None was opened yet."), PageOf(provider)),
            { Value.CanBePaid: true } => new(true, new("可以收款。", "It can be paid."), null),
            { Value: var account } => new(false, new($"支付服务商还需要 {account.Due.Count} 项资料。", account.Due.Count == 1 ? "The payment provider wants to know one more thing." : $"The payment provider wants to know {account.Due.Count} more things."), PageOf(provider)),
        };
    }
}
