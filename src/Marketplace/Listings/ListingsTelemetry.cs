using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Listings;

/// <summary>Traces and measures of this room.</summary>
internal static class ListingsTelemetry
{
    public const string Name = "Marketplace.Listings";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter meter = new(Name);

    public static readonly Counter<long> Saves = meter.CreateCounter<long>("listings.saves", description: "Committed writes of listings, by event.");
}
