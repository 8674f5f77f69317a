using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Calls;

/// <summary>
/// An operator goes on with a call of which nobody knows what became: the provider is asked once more, and what it has is recorded. Where it has
/// nothing, the same is asked for under the next key; whoever says so has looked into the provider's own pages.
/// </summary>
internal sealed class SettleStuckCall(IPayments payments, IPaymentGateway gateway, ApplyResults results)
{
    /// <returns>Whether it was found; false where it was asked for anew.</returns>
    /// <exception cref="GatewaySilentException">The provider does not answer.</exception>
    public async Task<Outcome<bool>> Run(Actor actor, string key, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await payments.Call(key, cancel) is not { Value: var call }) return Refusal.NotFound();
        if (call.Status != CallStatus.Stuck) return Refusal.Because(RefusalKind.Conflict, "not_stuck", "该请求并未卡住。", "This call is not stuck.");
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
