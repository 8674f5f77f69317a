using Marketplace.Identity.Server.Erase;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;

namespace Marketplace.Identity.Server.Keys;

/// <summary>Every hour: turns the keys where they are due, prunes tokens that are long past, and finishes erasing accounts where a site did not live to.</summary>
internal sealed class TurnKeys(KeyRing keys, IServiceScopeFactory scopes, ILogger<TurnKeys> logger) : BackgroundService
{
    private static readonly TimeSpan every = TimeSpan.FromHours(1);
    private static readonly TimeSpan keepTokens = TimeSpan.FromDays(14);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await keys.Turn(stoppingToken);
                using var scope = scopes.CreateScope();
                await scope.ServiceProvider.GetRequiredService<EraseAccount>().FinishBegun();
                var before = TimeProvider.System.GetUtcNow() - keepTokens;
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning(failure, "The keys of the identity server could not be looked through; it is tried again within the hour");
            }
        }
    }
}
