using System.Diagnostics.Metrics;

namespace Marketplace.Disputes;

internal static class DisputesTelemetry
{
    public const string Name = "Marketplace.Disputes";

    private static readonly Meter meter = new(Name);

    public static Counter<long> Steps { get; } = meter.CreateCounter<long>("marketplace.disputes.steps", description: "Steps of disputes, by event");
}
