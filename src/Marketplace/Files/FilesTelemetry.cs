using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Files;

internal static class FilesTelemetry
{
    public const string Name = "Marketplace.Files";

    public static ActivitySource Source { get; } = new(Name);

    private static readonly Meter meter = new(Name);

    public static Counter<long> Taken { get; } = meter.CreateCounter<long>("marketplace.files.taken", description: "Files that were sent, by what became of them");
}
