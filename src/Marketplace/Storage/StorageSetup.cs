using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Storage;

public static class StorageSetup
{
    /// <summary>The pump between the event log and whoever registers as <see cref="IHear"/>.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services) =>
        services.AddSingleton<OutboxPump>().AddHostedService(s => s.GetRequiredService<OutboxPump>());
}
