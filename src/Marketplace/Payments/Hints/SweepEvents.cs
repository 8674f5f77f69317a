using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Hints;

/// <summary>Every ten minutes reads the provider's own list of events, an hour back, so that what was never told is found too.</summary>
internal sealed class SweepEvents(IStore store, IPayments payments, IPaymentGateway gateway, TakeHint take, MarketClock clock)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan overlap = TimeSpan.FromHours(1);
    /// <summary>The provider keeps its list for thirty days.</summary>
    private static readonly TimeSpan reach = TimeSpan.FromDays(29);
    private const int Most = 10_000;

    public async Task<int> Round(CancellationToken cancel)
    {
        var now = clock.Now;
        var mark = await payments.Sweep(cancel);
        if (mark is not null && now < mark.Value.Until + Every) return 0;
        var then = (mark?.Value.Until ?? now) - overlap;
        foreach (var told in await gateway.Since(then < now - reach ? now - reach : then, Most, cancel))
            // Nearly all of them were told before.
            if (await payments.Hint(told.Id, cancel) is null) await take.Run(told, cancel);
        await store.Commit(new Changes([StoredAs<SweepMark>.Write(SweepMark.Id, new SweepMark(now), mark?.Version ?? 0)], [], now), cancel);
        return 0;
    }
}
