using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Reports;

internal static class ReportsTelemetry
{
    public const string Name = "Marketplace.Reports";

    public static ActivitySource Source { get; } = new(Name);

    private static readonly Meter meter = new(Name);

    public static Counter<long> Made { get; } = meter.CreateCounter<long>("marketplace.reports.made", description: "Reports of claims, by reason");
}
