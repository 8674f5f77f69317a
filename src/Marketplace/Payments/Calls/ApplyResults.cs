using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Calls;

/// <summary>
/// Records what the provider did: call, payment, ledger and whatever the owner of the payment writes, in one commit. It is the same whoever found
/// out, the sender of the call or a hint, and the second to come changes nothing.
/// </summary>
internal sealed class ApplyResults(IStore store, IPayments payments, OpenMoney money, IEnumerable<IPaymentOwner> owners, MarketClock clock)
{
    private const int Attempts = 20;
    private static readonly TimeSpan askAgain = TimeSpan.FromHours(1);

    /// <summary>The thing stands at the provider as it says.</summary>
    /// <returns>False where nobody here knows its reference or its call.</returns>
    public Task<bool> Stands(GatewayObject it, CancellationToken cancel) => Commit(it.Reference, it.CallKey, null, (work, call, tell) => call is null
        ? Task.FromResult(false)
        : it.Kind switch
        {
            GatewayKind.Session => Session(work, it, tell),
            GatewayKind.Transfer => Finished(work, call, it, tell, PaymentNews.Released, work.Released),
            GatewayKind.Reversal => Finished(work, call, it, tell, PaymentNews.Reversed, work.Reversed),
            GatewayKind.Chargeback => ChargedBack(work, it, tell),
            GatewayKind.Warning => Warned(work, it, tell),
            _ => Refund(work, call, it, tell),
        }, cancel);

    /// <summary>A definite no to a call that is still held under that fencing number.</summary>
    public Task<bool> Refused(ProviderCall refused, string because, CancellationToken cancel) => Commit(refused.Reference, refused.Key, refused.Attempts, async (work, call, tell) =>
    {
        switch (call!.Operation)
        {
            case GatewayOperation.Collect:
                work.Ended(call, CallStatus.Refused, because);
                if (work.SessionEnded(new GatewayObject(GatewayKind.Session, "", GatewayState.Failed, call.Amount, call.Reference, call.Key))) await tell(PaymentNews.CollectEnded, null, because);
                break;
            case GatewayOperation.CancelCollect:
                work.Ended(call, CallStatus.Refused, because);
                break;
            case GatewayOperation.Release:
                work.ReleaseRefused(call, because);
                if (MoneyWork.IsOfOwner(call)) await tell(PaymentNews.ReleaseRefused, null, because);
                break;
            case GatewayOperation.Refund:
                work.RefundFailed(call, because);
                if (call.Stray is null) await tell(PaymentNews.RefundFailed, call.Amount, because);
                break;
            case GatewayOperation.Answer:
                work.AnswerRefused(call, because);
                break;
            default:
                work.ReverseRefused(call, because);
                break;
        }
        return true;
    }, cancel);

    /// <summary>What was asked for is done; what became of what it is about, a session or a chargeback, is told by that.</summary>
    public Task<bool> Closed(ProviderCall closing, CancellationToken cancel) => Commit(closing.Reference, closing.Key, closing.Attempts, (work, call, _) =>
    {
        work.Ended(call!, CallStatus.Done, null);
        return Task.FromResult(true);
    }, cancel);

    /// <summary>It never reached the provider; the same is asked under the next key.</summary>
    public Task<bool> Again(ProviderCall lost, CancellationToken cancel) => Commit(lost.Reference, lost.Key, lost.Attempts, (work, call, _) =>
    {
        work.Again(call!);
        return Task.FromResult(true);
    }, cancel);

    /// <summary>Nobody can say what became of it: a person must.</summary>
    public Task<bool> Stuck(ProviderCall lost, string because, CancellationToken cancel) => Commit(lost.Reference, lost.Key, lost.Attempts, async (work, call, tell) =>
    {
        work.Stuck(call!, because);
        if (call!.Stray is null) await tell(PaymentNews.Stuck, null, because);
        return true;
    }, cancel);

    private static async Task<bool> Session(MoneyWork work, GatewayObject session, Tell tell)
    {
        work.SessionStands(session);
        if (work.IsNew(session))
        {
            var whole = session.Amount == work.Payment.Gross;
            var kept = whole && (await tell(PaymentNews.Collected, session.Amount, null)).TakesMoney && work.Payment.CollectedAt is null;
            if (kept) work.Keep(session);
            else if (session.Amount.Currency == work.Payment.Currency) work.Return(session);
            if (whole) return true;
            work.Attend("amount_differs");
            await tell(PaymentNews.Stuck, session.Amount, "amount_differs");
        }
        else if (session.State is GatewayState.Failed or GatewayState.Cancelled && work.SessionEnded(session))
        {
            await tell(PaymentNews.CollectEnded, null, session.Because ?? "closed");
        }
        return true;
    }

    private static async Task<bool> Finished(MoneyWork work, ProviderCall call, GatewayObject it, Tell tell, PaymentNews news, Action<ProviderCall, string> apply)
    {
        if (call.Status == CallStatus.Done || it.State != GatewayState.Succeeded) return true;
        if (call.IsOver) return Twice(work);
        apply(call, it.Id);
        // Of a chargeback that came while it was on its way.
        work.Defend();
        if (MoneyWork.IsOfOwner(call)) await tell(news, call.Amount, null);
        return true;
    }

    private static async Task<bool> ChargedBack(MoneyWork work, GatewayObject it, Tell tell)
    {
        if (work.ChargedBack(it) is not { } news) return true;
        if (work.StopRelease()) await tell(PaymentNews.ReleaseRefused, null, "charged_back");
        if ((await tell(news, null, it.Chargeback!.Reason)).Evidence is { } evidence) work.Foresee(it.Id, evidence);
        return true;
    }

    private static async Task<bool> Warned(MoneyWork work, GatewayObject it, Tell tell)
    {
        if (work.Warned(it)) await tell(PaymentNews.Stuck, null, it.Because);
        return true;
    }

    private async Task<bool> Refund(MoneyWork work, ProviderCall call, GatewayObject it, Tell tell)
    {
        var failed = it.State is GatewayState.Failed or GatewayState.Cancelled;
        if (call.Status == CallStatus.Done && !failed || call.Status == CallStatus.Refused && failed) return true;
        if (call.IsOver && call.Status != CallStatus.Done) return Twice(work);
        if (failed)
        {
            work.RefundFailed(call, it.Because ?? "refund_failed");
            if (call.Stray is null) await tell(PaymentNews.RefundFailed, call.Amount, it.Because);
        }
        else if (it.State == GatewayState.Succeeded)
        {
            work.Refunded(call, it.Id);
            if (call.Stray is null) await tell(PaymentNews.Refunded, call.Amount, null);
        }
        else
        {
            work.Await(call, it.Id, clock.Now + askAgain);
        }
        return true;
    }

    /// <summary>There is something at the provider for a call that was given up or withdrawn: money may have moved that is in no book.</summary>
    private static bool Twice(MoneyWork work)
    {
        const string because = "effect_of_an_ended_call";
        if (work.Payment.Attention != because) work.Attend(because);
        return true;
    }

    /// <param name="change">Applies what happened to the work; false where nothing is to be written after all. It is asked again where somebody else wrote in the meantime.</param>
    /// <param name="beside">What else is written in the same commit, asked after the change.</param>
    internal async Task<bool> Commit(
        string reference, string key, int? fence, Func<MoneyWork, ProviderCall?, Tell, Task<bool>> change, CancellationToken cancel, Func<(Write Write, MarketEvent Event)>? beside = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await money.Of(reference, cancel) is not { } work) return false;
            if (work.Call(key) is null && await payments.Call(key, cancel) is { } over) work.Know(over);
            var call = work.Call(key);
            // Whoever was frozen while holding the call finds that another went on with it.
            if (fence is not null && (call is null || call.IsOver || call.Attempts != fence)) return true;

            var owned = new List<OwnerAnswer>();
            if (!await change(work, call, Tell)) return false;
            if (!work.HasChanged) return true;
            var plan = work.Plan();
            var along = beside?.Invoke();
            var changes = new Changes(
                [.. plan.Writes, .. owned.SelectMany(it => it.Writes), .. along is { Write: var write } ? [write] : Array.Empty<Write>()],
                [.. plan.Events, .. owned.SelectMany(it => it.Events), .. along is { Event: var happened } ? [happened] : Array.Empty<MarketEvent>()], clock.Now);
            if ((await store.Commit(changes, cancel)).Is(out _, out var refusal)) return true;
            if (refusal.Kind != RefusalKind.Stale || attempt == Attempts) throw new InvalidOperationException($"The result of {key} could not be recorded: {refusal.First.Message.En}");

            async Task<OwnerAnswer> Tell(PaymentNews news, Money? amount, string? because)
            {
                var owner = owners.FirstOrDefault(it => it.Owns(reference)) ?? throw new InvalidOperationException($"Nobody here knows what {reference} is for.");
                var answer = await owner.Hear(new PaymentTold(news, work.Payment, clock.Now, amount, because), cancel);
                owned.Add(answer);
                return answer;
            }
        }
    }

    internal delegate Task<OwnerAnswer> Tell(PaymentNews news, Money? amount, string? because);
}
