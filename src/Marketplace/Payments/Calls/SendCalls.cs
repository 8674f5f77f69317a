using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Calls;

/// <summary>
/// Sends the calls that are due, outside every commit: takes a call for a minute, sends it with its key and its bytes, and has the answer recorded.
/// What is not known is asked again alike and, where that does not help, looked for; it is never guessed. Any number of sites may do this at once.
/// </summary>
internal sealed class SendCalls(IStore store, IPayments payments, IPaymentGateway gateway, ApplyResults results, MarketClock clock)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    /// <summary>The provider remembers a key for a day; nothing is sent under one that it may have forgotten.</summary>
    public static readonly TimeSpan KeyHolds = TimeSpan.FromHours(23);
    /// <summary>Whatever was sent has happened by then, or never will.</summary>
    public static readonly TimeSpan CertainAfter = TimeSpan.FromHours(24);
    public static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);
    private const int LooksInVain = 2;
    private const int LookFromFailure = 3;
    private const int Batch = 32;

    /// <summary>Up to so much (in minor units) is asked for again by itself when it surely never arrived; beyond it a person decides.</summary>
    public long MostAgain { get; init; } = 1_000_000;

    /// <returns>How many calls were looked at.</returns>
    public async Task<int> Round(CancellationToken cancel)
    {
        var due = await payments.DueCalls(clock.Now, Batch, cancel);
        foreach (var call in due) await One(call, cancel);
        return due.Count;
    }

    private async Task One(Document<ProviderCall> due, CancellationToken cancel)
    {
        var now = clock.Now;
        if (due.Value is { Operation: GatewayOperation.Release, Attempts: 0 } && (await payments.Books(cancel))?.Value.Short is not null)
        {
            // What is there does not cover what is owed: no payout leaves that has not left (I7). It may still be withdrawn.
            await store.Commit(new Changes([StoredAs<ProviderCall>.Write(due.Value.Key, due.Value with { DueAt = now + LookEvery, LastFailure = "payouts are stopped" }, due.Version)], [], now), cancel);
            return;
        }
        var call = due.Value with
        {
            Status = due.Value.Status == CallStatus.Awaited ? CallStatus.Awaited : CallStatus.Leased, Attempts = due.Value.Attempts + 1,
            FirstSentAt = due.Value.FirstSentAt ?? now, DueAt = now + Lease,
        };
        // Whoever else took it since has the newer version, and this write is refused.
        if (!(await store.Commit(new Changes([StoredAs<ProviderCall>.Write(call.Key, call, due.Version)], [], now), cancel)).Succeeded) return;
        var held = new Document<ProviderCall>(call, due.Version + 1);
        // Whoever froze since the clock was read holds it no more, and the provider may have forgotten the key.
        if (clock.Now >= call.DueAt) return;
        try
        {
            if (call.Status == CallStatus.Awaited) await Look(call, cancel);
            else if (now - call.FirstSentAt >= KeyHolds) await LookFor(held, cancel);
            else await Send(held, cancel);
        }
        catch (GatewaySilentException silent)
        {
            await Later(held, call with { LastFailure = silent.Message }, cancel);
        }
    }

    private async Task Send(Document<ProviderCall> held, CancellationToken cancel)
    {
        var call = held.Value;
        if (MoneyWork.Hash(call.Body) != call.BodyHash) throw new InvalidDataException($"The body of {call.Key} is not the one that was decided.");
        switch (await gateway.Send(new GatewayRequest(call.Path, call.Body), call.Key, cancel))
        {
            case GatewayAnswer.Done done:
                await results.Stands(done.Object, cancel);
                if (call.Operation is GatewayOperation.CancelCollect or GatewayOperation.Answer) await results.Closed(call, cancel);
                break;
            case GatewayAnswer.Refused refused:
                // Somebody may have answered at the provider's own pages.
                if (call.Operation == GatewayOperation.Answer) await ReadAnswered(call, cancel);
                await results.Refused(call, refused.Code, cancel);
                if (call.Operation == GatewayOperation.CancelCollect) await ReadSession(call, cancel);
                break;
            case GatewayAnswer.KeyMisused misused:
                await results.Stuck(call, $"key_misused: {misused.Detail}", cancel);
                break;
            case GatewayAnswer.Busy busy:
                await Later(held, call with { LastFailure = busy.Detail, SameFailures = 0 }, cancel);
                break;
            case GatewayAnswer.Unknown unknown:
                var same = call.LastFailure == unknown.Detail ? call.SameFailures + 1 : 1;
                var failed = call with { LastFailure = unknown.Detail, SameFailures = same };
                // An error that was saved under the key is given back for ever, so its effect is looked for as well.
                if (same < LookFromFailure || !await Found(failed, cancel)) await Later(held, failed, cancel);
                break;
        }
    }

    /// <summary>The key may be forgotten: nothing is sent any more, and its effect is looked for.</summary>
    private async Task LookFor(Document<ProviderCall> held, CancellationToken cancel)
    {
        var call = held.Value;
        if (await Found(call, cancel) is var found && found) return;
        var vain = call with { EmptyReads = call.EmptyReads + 1 };
        if (clock.Now - call.FirstSentAt < CertainAfter || vain.EmptyReads < LooksInVain) await Later(held, vain, cancel);
        else if (call.Amount.Amount <= MostAgain || call.Operation is GatewayOperation.Collect or GatewayOperation.CancelCollect or GatewayOperation.Answer) await results.Again(call, cancel);
        else await results.Stuck(call, "never_arrived", cancel);
    }

    private async Task<bool> Found(ProviderCall call, CancellationToken cancel)
    {
        if (call.Operation == GatewayOperation.CancelCollect) return await ReadSession(call, cancel) && await results.Closed(call, cancel);
        if (call.Operation == GatewayOperation.Answer) return await ReadAnswered(call, cancel) && await results.Closed(call, cancel);
        foreach (var it in await gateway.Under(call.Reference, KindOf(call.Operation), cancel))
        {
            if (it.CallKey != call.Key) continue;
            await results.Stands(it, cancel);
            return true;
        }
        return false;
    }

    /// <summary>Asks for what the provider has not finished.</summary>
    private async Task Look(ProviderCall call, CancellationToken cancel)
    {
        if (await gateway.Read(KindOf(call.Operation), call.Object!, cancel) is { } it) await results.Stands(it, cancel);
    }

    /// <returns>Whether the session is over, one way or the other.</returns>
    private async Task<bool> ReadSession(ProviderCall closing, CancellationToken cancel)
    {
        if ((await payments.Payment(closing.Reference, cancel))?.Value.Collecting?.Object is not { } id) return true;
        if (await gateway.Read(GatewayKind.Session, id, cancel) is not { } session) return false;
        await results.Stands(session, cancel);
        return session.State is not (GatewayState.Open or GatewayState.Processing);
    }

    /// <returns>Whether the bank has evidence.</returns>
    private async Task<bool> ReadAnswered(ProviderCall answer, CancellationToken cancel)
    {
        if ((await payments.Payment(answer.Reference, cancel))?.Value.Chargebacks.FirstOrDefault(it => it.Answer == answer.Key) is not { } chargeback) return false;
        if (await gateway.Read(GatewayKind.Chargeback, chargeback.Id, cancel) is not { } it) return false;
        await results.Stands(it, cancel);
        return it.Chargeback!.Answered;
    }

    private async Task Later(Document<ProviderCall> held, ProviderCall call, CancellationToken cancel)
    {
        var now = clock.Now;
        var wait = now - call.FirstSentAt >= KeyHolds ? LookEvery : Backoff.After(call.Key, call.Attempts);
        var again = call with { Status = call.Status == CallStatus.Awaited ? CallStatus.Awaited : CallStatus.Ready, DueAt = now + wait };
        // Refused where a hint was quicker, or another site; then it is theirs.
        await store.Commit(new Changes([StoredAs<ProviderCall>.Write(call.Key, again, held.Version)], [], now), cancel);
    }

    internal static GatewayKind KindOf(GatewayOperation operation) => operation switch
    {
        GatewayOperation.Release => GatewayKind.Transfer,
        GatewayOperation.Refund => GatewayKind.Refund,
        GatewayOperation.Reverse => GatewayKind.Reversal,
        GatewayOperation.Answer => GatewayKind.Chargeback,
        _ => GatewayKind.Session,
    };
}
