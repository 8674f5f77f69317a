using Marketplace.Discovery.Indexing;
using Marketplace.Discovery.Search;
using Marketplace.Standards;
using Marketplace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Discovery;

/// <summary>The room in which listings are found, compared and exported, and the index kept true to the store.</summary>
public static class DiscoveryRoom
{
    public static IServiceCollection AddDiscovery(this IServiceCollection services)
    {
        services.AddDataProtection();
        return services
            .AddSingleton<SearchVocabulary>()
            .AddSingleton<SearchParameters>()
            .AddSingleton(s => new QueryWords(ShippedSynonyms.Of(s.GetRequiredService<Catalogue>())))
            .AddSingleton<PlanSearch>()
            .AddSingleton<SearchCursor>()
            .AddSingleton<SearchExplaining>()
            .AddSingleton<SearchListings>()
            .AddSingleton<SearchJson>()
            .AddSingleton<SearchEndpoint>()
            .AddSingleton<IndexState>()
            .AddSingleton<ProjectListing>()
            .AddSingleton<LoadDocuments>()
            .AddSingleton<IHear, IndexListings>()
            .AddSingleton<IMaintenanceJob, Reindex>();
    }

    public static IEndpointRouteBuilder MapDiscovery(this IEndpointRouteBuilder routes)
    {
        var search = routes.ServiceProvider.GetRequiredService<SearchEndpoint>();
        routes.MapGet("/api/v1/search", (RequestDelegate)search.Run).WithName("search").WithTags("Discovery");
        return routes;
    }
}
