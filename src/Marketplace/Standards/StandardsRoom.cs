using Marketplace.Standards.Browse;
using Marketplace.Standards.Judge;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Standards;

/// <summary>The room of standards, classes and their listing specifications, and of the conformity engine.</summary>
public static class StandardsRoom
{
    public static IServiceCollection AddStandards(this IServiceCollection services) => services
        .AddSingleton(_ => Catalogue.Load())
        .AddSingleton<JudgeConformity>()
        .AddHostedService<CatalogueAtStart>();

    public static IEndpointRouteBuilder MapStandards(this IEndpointRouteBuilder routes)
    {
        CatalogueApi.Map(routes);
        ConformityApi.Map(routes);
        return routes;
    }

    /// <summary>Loads the catalogue before the first request, so that one that does not hold together refuses to start.</summary>
    private sealed class CatalogueAtStart(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<Catalogue>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
