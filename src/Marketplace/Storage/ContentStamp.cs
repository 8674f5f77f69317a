using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Storage;

/// <summary>
/// Names the state that pages are made from: the day, the head of the event log, and how far each of its consumers (the search index
/// among them) has heard it. What was made under one stamp is right for as long as the stamp is the same.
/// </summary>
public sealed class ContentStamp(IEventLog log, IEnumerable<IHear> hearers, MarketClock clock)
{
    private readonly string[] consumers = [.. hearers.Select(h => h.Consumer)];

    public async ValueTask<string> Now(CancellationToken cancel = default)
    {
        // The consumers first: one that advances in between then makes a stamp that is left behind at once, never one that is kept too long.
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{clock.Today:yyyyMMdd}");
        foreach (var consumer in consumers) stamp += "." + (await log.Cursor(consumer, cancel)).ToString(CultureInfo.InvariantCulture);
        return stamp + "." + (await log.Head(cancel)).ToString(CultureInfo.InvariantCulture);
    }
}
