using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Storage;

/// <summary>
/// Names the state that pages are made from: the day, the head of the event log, and how far each of its consumers (the search index
/// among them) has heard it. What was made under one stamp is right for as long as the stamp is the same.
/// </summary>
public sealed class ContentStamp(OutboxPump pump, MarketClock clock)
{
    public async ValueTask<string> Now(CancellationToken cancel = default)
    {
        // How far a consumer has come is asked of the pump: the log keeps no cursor for those that keep their own, as the index does.
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{clock.Today:yyyyMMdd}");
        foreach (var consumer in await pump.Progress(cancel))
            stamp = string.Create(CultureInfo.InvariantCulture, $"{stamp}.{consumer.Position}/{consumer.Head}");
        return stamp;
    }
}
