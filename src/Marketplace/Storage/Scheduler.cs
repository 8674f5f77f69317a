using Marketplace.Vocabulary;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Storage;

/// <summary>
/// Rings every clock of the market when it is due: once a second one site, the one that holds the lease, asks all who have clocks. Nothing is
/// remembered between two rounds but what failed, so a site that dies leaves nothing behind that its successor would not find due.
/// </summary>
public sealed class Scheduler(IEventLog log, IEnumerable<IHaveClocks> clocks, MarketClock clock, TimeProvider time, ILogger<Scheduler> logger) : BackgroundService
{
    private const int Batch = 100;
    private static readonly TimeSpan every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan firstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan longestPause = TimeSpan.FromMinutes(10);

    private readonly ILease lease = log.Lease("scheduler");
    private readonly Dictionary<(string Name, string Key), (int Failures, DateTimeOffset Until)> failing = [];

    /// <summary>Rings what is due now.</summary>
    /// <returns>How many clocks were rung without a failure.</returns>
    public async Task<int> Round(CancellationToken cancel)
    {
        if (await lease.Hold(cancel) is null) return 0;
        foreach (var (old, pause) in failing)
            if (pause.Until + longestPause < clock.Now) failing.Remove(old);
        var rung = 0;
        foreach (var owner in clocks)
        {
            // What fails stays due: more than one batch is asked for, so that it does not stand in the way of the rest.
            foreach (var due in await owner.Due(clock.Now, Batch + failing.Count, cancel))
            {
                if (failing.TryGetValue((owner.Name, due.Key), out var pause) && pause.Until > clock.Now) continue;
                if (await Rings(owner, due, cancel)) rung++;
                if (await lease.Hold(cancel) is null) return rung;
            }
        }
        return rung;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            do
            {
                try
                {
                    while (await Round(stoppingToken) >= Batch) { /* there is more */ }
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    logger.LogError(failure, "The clocks cannot be read; they are read again");
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Leave();
        }
    }

    private async Task<bool> Rings(IHaveClocks owner, Due due, CancellationToken cancel)
    {
        var key = (owner.Name, due.Key);
        try
        {
            await owner.Ring(due, cancel);
            failing.Remove(key);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var failures = failing.GetValueOrDefault(key).Failures + 1;
            var pause = TimeSpan.FromTicks(Math.Min(longestPause.Ticks, firstPause.Ticks << Math.Min(failures - 1, 20)));
            failing[key] = (failures, clock.Now + pause);
            logger.LogError(failure, "{Owner} failed on {Key}, which is due since {At}; it is rung again in {Pause}", owner.Name, due.Key, due.At, pause);
            return false;
        }
    }

    private async Task Leave()
    {
        try
        {
            await lease.Release();
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "The scheduler could not leave its lease to another site; it runs out by itself");
        }
    }
}
