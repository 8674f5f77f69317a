using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Adapters.Lucene;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters.Elasticsearch;

internal static class ElasticsearchSetup
{
    /// <summary>Discovery on Elasticsearch, with this node's own Lucene index as the stand-in; each has a consumer of the log.</summary>
    /// <param name="exposed">Whether it runs where others may listen, so that credentials and TLS are owed.</param>
    public static void AddElasticsearch(this IServiceCollection services, ElasticsearchOptions options, bool exposed, Func<IServiceProvider, LuceneSearchIndex> standIn)
    {
        if (exposed) options.RefuseUnsafe();
        services.AddSingleton(standIn);
        services.AddSingleton(s => new ElasticsearchIndex(options, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ElasticsearchIndex>>()));
        services.AddSingleton(s => new FallbackSearchIndex(
            s.GetRequiredService<ElasticsearchIndex>(), s.GetRequiredService<LuceneSearchIndex>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<FallbackSearchIndex>>()));
        services.AddSingleton<ISearchIndex>(s => s.GetRequiredService<FallbackSearchIndex>());
        services.AddKeptIndex(s => new KeptIndex("stand-in-index", s.GetRequiredService<LuceneSearchIndex>()));
        services.AddSingleton<IEngineHealth>(s => new ElasticsearchHealth(s.GetRequiredService<FallbackSearchIndex>(), s.GetRequiredService<ElasticsearchIndex>(), options));
    }
}
