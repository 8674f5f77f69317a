using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Finance;

/// <summary>
/// Somebody gives a payout or a refund to the bank, and says so first: from then on an acceptance cannot be taken back under it. It is over when the
/// statement shows it.
/// </summary>
internal sealed class SendByHand(IStore store, IPayments payments, MarketClock clock)
{
    public async Task<Outcome<ProviderCall>> Run(Actor actor, string key, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await payments.Call(key, cancel) is not { Value: { ByHand: true } call } found) return Refusal.NotFound();
        if (call.IsOver || call.Attempts > 0) return Refusal.Because(RefusalKind.Conflict, "already_sent", "该任务已交付银行或已结束。", "It was given to the bank already, or is over.");
        var sent = call with { Status = CallStatus.Awaited, Attempts = 1, FirstSentAt = clock.Now };
        return (await store.Commit(new Changes([StoredAs<ProviderCall>.Write(key, sent, found.Version)], [], clock.Now), cancel)).Is(out _, out var refusal) ? sent : refusal;
    }
}
