using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>Asks how a payee's account stands and writes it down.</summary>
internal sealed class FollowAccount(IStore store, IPayments payments, IEnumerable<IGatewayAccounts> gateways, MarketClock clock)
{
    /// <returns>False where the account is nobody's here.</returns>
    /// <exception cref="GatewaySilentException">The provider of payments does not answer.</exception>
    public async Task<bool> Run(string account, CancellationToken cancel)
    {
        if (gateways.FirstOrDefault() is not { } gateway || await gateway.Read(account, cancel) is not { Payee: { } payee } standing) return false;
        // Whoever can make events can name any account; ours is the one that we wrote down.
        if (await payments.PayoutAccount(payee, cancel) is not { } kept || kept.Value.Account != account) return false;
        var next = kept.Value.With(standing, clock.Now);
        MarketEvent[] told = next.CanBePaid == kept.Value.CanBePaid ? [] : [new PayoutAccountChanged(payee, next.CanBePaid)];
        // Somebody else's newer version says the same or more.
        await store.Commit(new Changes([StoredAs<PayoutAccount>.Write(payee, next, kept.Version)], told, clock.Now), cancel);
        return true;
    }
}
