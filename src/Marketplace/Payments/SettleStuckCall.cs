using Marketplace.Payments.Calls;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>
/// Goes on with a call of which nobody knows what became: the provider is asked once more, and what it has is recorded. Where it has nothing, the same
/// is asked for under the next key. Whoever calls it has an operator's word for it, who looked into the provider's own pages.
/// </summary>
internal sealed class SettleStuckCall(IPayments payments, IPaymentGateway gateway, ApplyResults results)
{
    /// <summary>Why there is nothing to settle, where the call is not stuck.</summary>
    public async Task<Outcome<ProviderCall>> IsStuck(string key, CancellationToken cancel = default)
    {
        if (await payments.Call(key, cancel) is not { Value: var call }) return Refusal.NotFound();
        return call.Status == CallStatus.Stuck ? call : Refusal.Because(RefusalKind.Conflict, "not_stuck", "该请求并未卡住。", "This call is not stuck.");
    }

    /// <returns>Whether it was found; false where it was asked for anew.</returns>
    /// <exception cref="GatewaySilentException">The provider does not answer.</exception>
    public async Task<Outcome<bool>> Go(string key, CancellationToken cancel = default)
    {
        if (!(await IsStuck(key, cancel)).Is(out var call, out var refusal)) return refusal;
        foreach (var it in await gateway.Under(call.Reference, SendCalls.KindOf(call.Operation), cancel))
        {
            if (it.CallKey != key) continue;
            await results.Stands(it, cancel);
            return true;
        }
        await results.Again(call, cancel);
        return false;
    }
}
