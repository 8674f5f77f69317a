using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Identity.Server.Outbox;

/// <summary>
/// Looks every few seconds for what happened to accounts. Not at once: whatever is committed to the market's log has the pages that are kept for
/// anonymous readers made anew, and somebody signs in all the time. Where the records are away, it stands until they are back.
/// </summary>
internal sealed class CarrySecurityEvents(IServiceScopeFactory scopes, ILogger<CarrySecurityEvents> logger) : BackgroundService
{
    private static readonly TimeSpan every = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan afterFailure = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = every;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<TakeSecurityEvents>().Run(stoppingToken)) continue;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning(failure, "What happened to accounts could not be taken into the record; it is tried again");
                pause = afterFailure;
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
