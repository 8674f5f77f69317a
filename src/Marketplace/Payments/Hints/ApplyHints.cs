using Marketplace.Payments.Calls;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Hints;

/// <summary>Follows the hints: asks the provider for the thing itself and records how that stands. What a hint says is not believed.</summary>
internal sealed class ApplyHints(IStore store, IPayments payments, IPaymentGateway gateway, ApplyResults results, FollowAccount accounts, MarketClock clock)
{
    private const int Batch = 32;
    private static readonly TimeSpan again = TimeSpan.FromMinutes(1);
    /// <summary>Of something that nobody here asked for: another program may use the account, or our own commit is still on its way.</summary>
    private static readonly TimeSpan parked = TimeSpan.FromHours(24);

    public async Task<int> Round(CancellationToken cancel)
    {
        var due = await payments.DueHints(clock.Now, Batch, cancel);
        foreach (var hint in due) await One(hint, cancel);
        return due.Count;
    }

    private async Task One(Document<GatewayHint> due, CancellationToken cancel)
    {
        var hint = due.Value;
        try
        {
            if (hint.Kind == GatewayKind.Other)
            {
                await Keep(due, hint with { Outcome = "not ours", DueAt = null }, cancel);
                return;
            }
            if (hint.Kind == GatewayKind.Account)
            {
                await Keep(due, hint with { Outcome = await accounts.Run(hint.Object, cancel) ? "applied" : "not ours", DueAt = null }, cancel);
                return;
            }
            var it = await gateway.Read(hint.Kind, hint.Object, cancel);
            if (it is not null && await results.Stands(it, cancel)) await Keep(due, hint with { Outcome = "applied", DueAt = null }, cancel);
            else if (hint.Attempts == 0) await Keep(due, hint with { Outcome = "parked", Attempts = 1, DueAt = hint.ReceivedAt + parked }, cancel);
            else await Keep(due, hint with { Outcome = "unknown", Attempts = hint.Attempts + 1, DueAt = null }, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever it is, the hints behind this one do not wait for it.
            await Keep(due, hint with { Outcome = failure.Message, DueAt = clock.Now + again }, cancel);
            if (failure is not GatewaySilentException) throw;
        }
    }

    private async Task Keep(Document<GatewayHint> read, GatewayHint hint, CancellationToken cancel) =>
        await store.Commit(new Changes([StoredAs<GatewayHint>.Write(hint.Id, hint, read.Version)], [], clock.Now), cancel);
}
