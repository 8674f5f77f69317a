using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Hints;

/// <summary>Keeps what the provider told, once however often it is told, and does nothing else about it.</summary>
public sealed class TakeHint(IStore store, MarketClock clock)
{
    public async Task Run(GatewayEvent told, CancellationToken cancel = default)
    {
        var now = clock.Now;
        var hint = new GatewayHint { Id = told.Id, Kind = told.Kind, Object = told.Object, Raw = told.Raw, ReceivedAt = now, DueAt = now };
        var outcome = await store.Commit(new Changes([StoredAs<GatewayHint>.Write(hint.Id, hint, 0)], [], now), cancel);
        // Seldom is one told twice, and then it is found kept; to look before would have the provider wait longer each time.
        if (!outcome.Succeeded && outcome.Refusal.Kind != RefusalKind.Stale) throw new InvalidOperationException(outcome.Refusal.First.Message.En);
    }
}
