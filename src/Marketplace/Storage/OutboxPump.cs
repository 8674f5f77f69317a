using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Storage;

/// <summary>How far a consumer has come. <paramref name="Failure"/> is what it stumbles on at the moment, null while all is well.</summary>
public sealed record ConsumerProgress(string Consumer, long Position, long Head, string? Failure)
{
    public long Lag => Math.Max(0, Head - Position);
}

/// <summary>
/// Carries events from the log to everyone who hears them: each consumer in its own loop with its own cursor, in order, at least once.
/// A consumer that fails is tried again and holds up nobody but itself.
/// </summary>
public sealed class OutboxPump : BackgroundService
{
    private readonly IEventLog log;
    private readonly IReadOnlyList<ConsumerLoop> loops;

    // Of its own, because what is asked on a shared meter could never be taken back: the pump would outlive its site.
    private readonly Meter meter = new(StorageTelemetry.Name);

    public OutboxPump(IEventLog log, IEnumerable<IHear> hearers, TimeProvider time, ILogger<OutboxPump> logger)
    {
        this.log = log;
        loops = [.. hearers.Select(hearer => new ConsumerLoop(log, hearer, time, logger))];
        if (loops.GroupBy(loop => loop.Consumer).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two consumers share the cursor '{twice.Key}'.");
        meter.CreateObservableGauge("marketplace.storage.consumer_position",
            () => loops.Select(loop => new Measurement<long>(loop.Position, new KeyValuePair<string, object?>("consumer", loop.Consumer))),
            description: "The log position each consumer has worked up to");
    }

    /// <summary>How far each consumer has come, without asking the log.</summary>
    public IEnumerable<long> Positions => loops.Select(loop => loop.Position);

    public async Task<IReadOnlyList<ConsumerProgress>> Progress(CancellationToken cancel = default)
    {
        var head = await log.Head(cancel);
        return [.. loops.Select(loop => new ConsumerProgress(loop.Consumer, loop.Position, head, loop.Failure))];
    }

    /// <summary>Completes when every consumer has worked up to the log's present head; for whoever must read their own writes in what is derived.</summary>
    public async Task CaughtUp(CancellationToken cancel = default)
    {
        var head = await log.Head(cancel);
        await Task.WhenAll(loops.Select(loop => loop.Reached(head, cancel)));
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(loops.Select(loop => Task.Run(() => loop.Run(stoppingToken), CancellationToken.None)));
}
