using Marketplace.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters;

/// <summary>
/// Opens every engine before the first request, so that a folder in use or an unreadable database stops the start with its reason,
/// and prints one line a port.
/// </summary>
internal sealed class AnnounceEngines(IEnumerable<IEngineHealth> engines, ILogger<AnnounceEngines> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var engine in engines)
        {
            var state = await engine.Check(cancellationToken);
            if (state.Healthy) logger.LogInformation("{Port}: {Engine}", engine.Port, engine.Engine);
            else logger.LogWarning("{Port}: {Engine}: {Detail}", engine.Port, engine.Engine, state.Detail);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
