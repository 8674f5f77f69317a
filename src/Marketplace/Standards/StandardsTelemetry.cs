using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Standards;

/// <summary>Traces and measures of this room.</summary>
internal static class StandardsTelemetry
{
    public const string Name = "Marketplace.Standards";

    public static ActivitySource Source { get; } = new(Name);

    private static readonly Meter meter = new(Name);

    public static Counter<long> Judged { get; } = meter.CreateCounter<long>("marketplace.standards.judged", description: "Conformity requests judged, by verdict");
}
