using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Providers;

internal static class ProvidersTelemetry
{
    public const string Name = "Marketplace.Providers";

    public static ActivitySource Source { get; } = new(Name);

    private static readonly Meter meter = new(Name);

    public static Counter<long> Saved { get; } = meter.CreateCounter<long>("marketplace.providers.saved", description: "Provider profiles written");
}
