using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Accreditation;

internal static class AccreditationTelemetry
{
    public const string Name = "Marketplace.Accreditation";

    public static ActivitySource Source { get; } = new(Name);

    private static readonly Meter meter = new(Name);

    public static Counter<long> Saved { get; } = meter.CreateCounter<long>("marketplace.certificates.saved", description: "Certificates written");
}
