using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Record.Sign;

/// <summary>Has the root signed once on every day of the market on which there is something new to sign.</summary>
internal sealed class RecordClock(IRecord record, SignRecord sign, MarketClock clock) : IHaveClocks
{
    public string Name => "record";

    public async Task<IReadOnlyList<Due>> Due(DateTimeOffset now, int most, CancellationToken cancel)
    {
        if (await record.Head(cancel) is not { Value: var head }) return [];
        var last = await record.LastRoot(cancel);
        return last is null || (last.Size < head.Size && clock.DayOf(last.At) < clock.DayOf(now)) ? [new Due("root", now)] : [];
    }

    public async Task Ring(Due due, CancellationToken cancel)
    {
        if (await record.Head(cancel) is { Value: var head }) await sign.Covering(head.Size, cancel);
    }
}
