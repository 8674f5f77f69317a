using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Transfers;

/// <summary>The ways in which a milestone of an order can be paid now.</summary>
/// <param name="Transfer">By bank transfer, of which kind; null where none is open.</param>
public sealed record OpenWays(bool Online, PayBy? Transfer)
{
    /// <summary>Whether so much can be paid on the page of the payment provider.</summary>
    public bool MayOnline(Money amount) => Online && CurrencyRules.Check(amount, "") is null;
}

/// <summary>Says which ways of paying are open, and makes out what a pro-forma invoice says.</summary>
internal sealed class PayWays(TransferRules rules, ITransfers transfers, IPaymentGateway gateway, MarketClock clock)
{
    /// <summary>What stands for a gateway where none is set up.</summary>
    private const string NoGateway = "none";

    public async Task<OpenWays> Of(ProviderId provider, CancellationToken cancel) =>
        new(gateway.Name != NoGateway, rules.By is { } by && await To(provider, cancel) is not null ? by : null);

    /// <summary>Where the transfer goes and by what it is recognised; a refusal says what is missing.</summary>
    public async Task<Outcome<BankTransfer>> Transfer(ProviderId provider, string reference, CancellationToken cancel)
    {
        if (rules.By is not { } by) return Refusal.Because(RefusalKind.Conflict, "no_transfers", "本平台未开通银行转账付款。", "Nothing is paid by bank transfer here.");
        if (await To(provider, cancel) is not { } to)
            return Refusal.Because(RefusalKind.Conflict, "no_account", "服务方尚未填写收款账户，暂不能转账付款。", "The provider has not stated its bank account yet, so nothing can be transferred to it.");
        return new BankTransfer(by, TransferReference.Of(reference), to, clock.Now);
    }

    private async Task<BankAccount?> To(ProviderId provider, CancellationToken cancel) =>
        rules.By == PayBy.Held ? rules.Account : (await transfers.Account(provider.Value, cancel))?.Value.Account;
}
