using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Providers.Onboarding;
using Marketplace.Providers.Profile;
using Marketplace.Providers.Register;
using Marketplace.Providers.Suspend;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Providers;

public static class ProvidersRoom
{
    public static IServiceCollection AddProviders(this IServiceCollection services) => services
        .AddApiScopes(ProviderScopes.Read, ProviderScopes.Write)
        .AddSingleton<IOnboardingItem, RegistrationItem>()
        .AddSingleton<IOnboardingItem, SitesItem>()
        .AddScoped<RegisterProvider>()
        .AddScoped<SaveProvider>()
        .AddScoped<SuspendProvider>()
        .AddSingleton<IProviderNames, ProviderNames>();

    public static IEndpointRouteBuilder MapProviders(this IEndpointRouteBuilder routes)
    {
        ProviderEndpoints.Map(routes);
        return routes;
    }
}
