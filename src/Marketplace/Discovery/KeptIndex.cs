using Marketplace.Discovery.Indexing;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Discovery;

/// <summary>An index that is kept true to the store, and the name of the consumer of the event log that does it.</summary>
public sealed record KeptIndex(string Consumer, ISearchIndex Index)
{
    /// <summary>The consumer of the index that is searched.</summary>
    public const string Searched = "search-index";
}

public static class KeepIndex
{
    /// <summary>Keeps a further index, beside the one that is searched, by a consumer and at a pace of its own.</summary>
    public static IServiceCollection AddKeptIndex(this IServiceCollection services, Func<IServiceProvider, KeptIndex> kept) =>
        services.AddSingleton<IHear>(s => new IndexListings(
            s.GetRequiredService<LoadDocuments>(), kept(s), s.GetRequiredService<IEventLog>(), new IndexState(), s.GetRequiredService<MarketClock>()));
}
