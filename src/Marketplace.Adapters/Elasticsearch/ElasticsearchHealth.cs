using System.Globalization;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Adapters.Searching;
using Marketplace.Storage;

namespace Marketplace.Adapters.Elasticsearch;

/// <summary>Whether the cluster answers. While the stand-in does in its place, the site is degraded and not unavailable.</summary>
internal sealed class ElasticsearchHealth(FallbackSearchIndex index, ElasticsearchIndex elasticsearch, ElasticsearchOptions options) : IEngineHealth
{
    public string Port => "Search";

    public string Engine => $"Elasticsearch, {options}; this node's own Lucene.NET stands in";

    public async Task<EngineState> Check(CancellationToken cancel = default)
    {
        try
        {
            var position = await elasticsearch.Position(cancel);
            var (listings, parked) = (await elasticsearch.Count(cancel), await elasticsearch.CountParked(cancel));
            var detail = string.Create(CultureInfo.InvariantCulture, $"{listings} listings, durable up to log position {position}");
            if (parked > 0) return new EngineState(Healthy: true, $"{detail}; PARKED, and not to be found: {parked}", Degraded: true);
            return index.Because is { } because
                ? new EngineState(Healthy: true, $"{detail}; the stand-in answers: {because}", Degraded: true)
                : new EngineState(Healthy: true, detail);
        }
        catch (ElasticsearchException failure)
        {
            return new EngineState(Healthy: true, $"The stand-in answers ({await index.StandIn.Count(cancel)} listings): {failure.Message}", Degraded: true);
        }
    }
}
