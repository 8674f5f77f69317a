using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Storage;

/// <summary>
/// Names the state that pages are made from: the day, the event log as this process knows it, and how far each of its consumers (the
/// search index among them) has heard it. What was made under one stamp is right for as long as the stamp is the same; where several
/// sites share the records, what another one commits is told within <see cref="IEventLog.LongestLag"/>.
/// </summary>
public sealed class ContentStamp(IEventLog log, OutboxPump pump, MarketClock clock)
{
    public async ValueTask<string> Now(CancellationToken cancel = default)
    {
        // How far a consumer has come is asked of the pump: the log keeps no cursor for those that keep their own, as the index does.
        var committed = await log.Stamp(cancel);
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{clock.Today:yyyyMMdd}.{committed}");
        foreach (var position in pump.Positions) stamp = string.Create(CultureInfo.InvariantCulture, $"{stamp}.{position}");
        return stamp;
    }
}
