using Marketplace.Storage.Moving;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Storage;

public static class StorageSetup
{
    /// <summary>
    /// The pump between the event log and whoever registers as <see cref="IHear"/>, the scheduler of whoever <see cref="IHaveClocks"/>, and the runner of
    /// <see cref="IMaintenanceJob"/>s.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services) =>
        services.AddSingleton<OutboxPump>()
            .AddSingleton<ArchivedKeys>()
            .AddHostedService(s => s.GetRequiredService<OutboxPump>())
            .AddSingleton<Scheduler>()
            .AddHostedService(s => s.GetRequiredService<Scheduler>())
            .AddHostedService<JobRunner>();
}
