using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Demo.Loading;

/// <summary>Loads the demo data in the background once the site answers.</summary>
internal sealed partial class DemoLoader(LoadDemo load, DemoSettings settings, IHostApplicationLifetime lifetime, ILogger<DemoLoader> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        try
        {
            await load.Run(settings, stoppingToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // A site without all of its demo data is still a site; it goes on loading at the next start.
            LogFailure(problem);
        }
    }

    [LoggerMessage(LogLevel.Error, "Demo data could not be loaded")]
    private partial void LogFailure(Exception problem);
}
