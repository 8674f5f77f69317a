using Marketplace.Demo.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Demo;

public static class DemoRoom
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton(DemoSettings.From(configuration, environment));
        services.AddSingleton<DemoMarket>();
        services.AddSingleton<DemoProgress>();
        services.AddSingleton<IDemoProgress>(s => s.GetRequiredService<DemoProgress>());
        services.AddSingleton<LoadDemo>();
        services.AddHostedService<DemoLoader>();
        return services;
    }
}
