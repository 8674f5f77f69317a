using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Storage;

/// <summary>Traces and figures of storage; exported where the operator configures OTLP.</summary>
public static class StorageTelemetry
{
    public const string Name = "Marketplace.Storage";

    public static ActivitySource Activities { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);

    public static Counter<long> Commits { get; } =
        Meter.CreateCounter<long>("marketplace.storage.commits", description: "Change sets, by outcome: committed, repeated or refused");

    public static Histogram<int> GroupSize { get; } =
        Meter.CreateHistogram<int>("marketplace.storage.group_size", description: "Change sets that shared one transaction");

    public static Counter<long> HearFailures { get; } =
        Meter.CreateCounter<long>("marketplace.storage.hear_failures", description: "Batches of events a consumer failed on, by consumer");
}
