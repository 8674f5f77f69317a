using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Discovery;

/// <summary>What the room tells an observer.</summary>
internal static class DiscoveryTelemetry
{
    public const string Name = "Marketplace.Discovery";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter meter = new(Name);
    private static readonly Histogram<double> searches = meter.CreateHistogram<double>("marketplace.discovery.search.duration", "s", "Time a search takes, without writing its answer");
    private static readonly Counter<long> indexed = meter.CreateCounter<long>("marketplace.discovery.index.listings", "{listing}", "Listings put into the index or taken out");
    private static readonly Histogram<double> lags = meter.CreateHistogram<double>("marketplace.discovery.index.lag", "s", "From an event to its being searchable");

    public static void Searched(TimeSpan took) => searches.Record(took.TotalSeconds);

    public static void Indexed(int listings, TimeSpan lag)
    {
        indexed.Add(listings);
        lags.Record(Math.Max(0, lag.TotalSeconds));
    }
}
