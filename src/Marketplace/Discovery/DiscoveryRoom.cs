using Marketplace.Api;
using Marketplace.Discovery.Claims;
using Marketplace.Discovery.Compare;
using Marketplace.Discovery.Coverage;
using Marketplace.Discovery.Export;
using Marketplace.Discovery.Indexing;
using Marketplace.Discovery.Operate;
using Marketplace.Discovery.Search;
using Marketplace.Discovery.Suggest;
using Marketplace.Providers;
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
            .AddSingleton<ParameterSchemas>()
            .AddSingleton(s => new QueryWords(ShippedSynonyms.Of(s.GetRequiredService<Catalogue>())))
            .AddSingleton<PlanSearch>()
            .AddSingleton<SearchCursor>()
            .AddSingleton<SearchExplaining>()
            .AddSingleton<SearchListings>()
            .AddSingleton<SaySearch>()
            .AddSingleton<SearchJson>()
            .AddSingleton<SearchView>()
            .AddSingleton<SearchEndpoint>()
            .AddSingleton<ResolveLines>()
            .AddSingleton<FindCoverage>()
            .AddSingleton<CoverageEndpoint>()
            .AddSingleton<CompareListings>()
            .AddSingleton<ExportSearch>()
            .AddSingleton<ExportEndpoints>()
            .AddSingleton<SuggestTerms>()
            .AddSingleton<SuggestEndpoint>()
            .AddSingleton<IStandardClaims, StandardClaims>()
            .AddSingleton<IProviderListings, ListingsOfProvider>()
            .AddSingleton<IndexState>()
            .AddSingleton<ProjectListing>()
            .AddSingleton<LoadDocuments>()
            .AddSingleton(s => new KeptIndex(KeptIndex.Searched, s.GetRequiredService<ISearchIndex>()))
            .AddSingleton<IHear, IndexListings>()
            .AddSingleton<IMaintenanceJob, Reindex>()
            .AddSingleton<IMaintenanceJob, Reconcile>()
            .AddSingleton<ShowOperation>()
            .AddSingleton<AskForJob>();
    }

    public static IEndpointRouteBuilder MapDiscovery(this IEndpointRouteBuilder routes)
    {
        var parameters = routes.ServiceProvider.GetRequiredService<ParameterSchemas>();
        var api = routes.MapGroup("/api/v1").WithTags("Discovery").NeedsNoScope();
        api.MapGet("/search", (HttpContext http, SearchEndpoint search) => search.Run(http)).ChecksItsQuery().DescribesSearch(parameters);
        api.MapGet("/suggest", (HttpContext http, SuggestEndpoint suggest) => suggest.Run(http)).ChecksItsQuery().DescribesSuggest();
        api.MapPost("/coverage", (HttpContext http, CoverageEndpoint coverage) => coverage.Run(http)).DescribesCoverage(parameters);
        routes.MapGet("/search.csv", (HttpContext http, ExportEndpoints export) => export.Search(http)).ExcludeFromDescription();
        routes.MapGet("/compare.csv", (HttpContext http, ExportEndpoints export) => export.Compare(http)).ExcludeFromDescription();
        return routes;
    }
}
