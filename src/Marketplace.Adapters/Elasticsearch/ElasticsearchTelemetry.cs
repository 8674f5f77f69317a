using System.Diagnostics.Metrics;

namespace Marketplace.Adapters.Elasticsearch;

/// <summary>What the adapter tells an observer.</summary>
internal static class ElasticsearchTelemetry
{
    private static readonly Meter meter = new("Marketplace.Elasticsearch");

    /// <summary>An alarm belongs on this one.</summary>
    public static Counter<long> Parked { get; } =
        meter.CreateCounter<long>("marketplace.elasticsearch.parked", "{listing}", "Listings that Elasticsearch refused for their content");
}
