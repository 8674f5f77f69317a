using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Marketplace.Storage;

/// <summary>Feeds one consumer.</summary>
internal sealed class ConsumerLoop(IEventLog log, IHear hearer, TimeProvider time, ILogger logger)
{
    private const int LargestBatch = 256;
    private static readonly TimeSpan pollEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan settleAtLeastEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan longestPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan watchEvery = TimeSpan.FromMilliseconds(500);

    private readonly IKeepMyCursor? keeper = hearer as IKeepMyCursor;
    private readonly ILease? lease = hearer is IKeepMyCursor ? null : log.Lease(hearer.Consumer);
    private long? fence;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long position = -1;
    private long settled;
    private long settledAt;

    public string Consumer => hearer.Consumer;

    /// <summary>0 until it is known.</summary>
    public long Position => Math.Max(0, Interlocked.Read(ref position));

    public string? Failure { get; private set; }

    public async Task Reached(long goal, CancellationToken cancel)
    {
        while (true)
        {
            var next = Volatile.Read(ref moved).Task;
            if (Interlocked.Read(ref position) >= goal) return;
            await next.WaitAsync(cancel);
        }
    }

    public async Task Run(CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (position < 0) MoveTo(settled = await StartingPoint(stop));
                if (await MayHear(stop)) await Step(stop);
                (failures, Failure) = (0, null);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                Failure = failure.Message;
                StorageTelemetry.HearFailures.Add(1, new KeyValuePair<string, object?>("consumer", Consumer));
                logger.LogError(failure, "{Consumer} failed on the events after position {Position}; they are tried again", Consumer, Position);
                // What a keeper had heard but not made durable may be lost with the failure, so it is asked anew.
                if (keeper is not null) Interlocked.Exchange(ref position, -1);
                await Pause(++failures, stop);
            }
        }
        await SettleAtTheEnd();
        await ReleaseAtTheEnd();
    }

    /// <summary>Whether it is for this site to hear; where another does, its progress is followed.</summary>
    private async Task<bool> MayHear(CancellationToken stop)
    {
        if (lease is null) return true;
        var held = await lease.Hold(stop);
        // Whoever held it before may have come further than was seen from here.
        if (held is null || held != fence) MoveTo(await log.Cursor(Consumer, stop));
        fence = held;
        if (held is null) await Task.Delay(watchEvery, time, stop);
        return held is not null;
    }

    /// <summary>Hears what there is, or waits for something.</summary>
    private async Task Step(CancellationToken stop)
    {
        var events = await log.After(position, LargestBatch, stop);
        if (events.Count > 0)
        {
            await Hear(events, stop);
            if (fence is { } number && !await log.Advance(Consumer, events[^1].Position, number, stop)) return;
            MoveTo(events[^1].Position);
        }
        var unsettled = keeper is not null && settled < position;
        if (unsettled && time.GetElapsedTime(settledAt) >= settleAtLeastEvery) await Settle(stop);
        else if (events.Count == 0 && !await Woken(unsettled ? quiet : pollEvery, stop) && unsettled) await Settle(stop);
    }

    /// <summary>One span per batch: it continues the first event's trace and links to those of the others, so publishing leads to its effects.</summary>
    private async Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken stop)
    {
        var traces = events.Select(e => e.TraceParent).OfType<string>().Distinct().ToList();
        using var activity = StorageTelemetry.Activities.StartActivity(
            $"hear {Consumer}", ActivityKind.Consumer, traces.FirstOrDefault(),
            links: traces.Skip(1).Select(Link).OfType<ActivityLink>());
        activity?.SetTag("marketplace.consumer", Consumer).SetTag("marketplace.position", events[^1].Position).SetTag("marketplace.events", events.Count);
        if (lease is null) await hearer.Hear(events, stop);
        else await HearHolding(lease, events, fence!.Value, stop);
    }

    /// <summary>Keeps the lease however long hearing takes, and breaks hearing off where the lease is lost.</summary>
    private async Task HearHolding(ILease held, IReadOnlyList<LoggedEvent> events, long number, CancellationToken stop)
    {
        using var holding = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var hearing = hearer.Hear(events, number, holding.Token);
        try
        {
            while (await Task.WhenAny(hearing, Task.Delay(held.Beat, time, stop)) != hearing)
                if (await held.Hold(stop) != number) await holding.CancelAsync();
        }
        catch
        {
            // Whatever comes next must not meet what is still going on.
            await holding.CancelAsync();
            await hearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        await hearing;
    }

    private async Task<bool> Woken(TimeSpan patience, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var news = log.WaitBeyond(position, waiting.Token);
        var first = await Task.WhenAny(news, Task.Delay(patience, time, waiting.Token));
        await waiting.CancelAsync();
        stop.ThrowIfCancellationRequested();
        return first == news;
    }

    private async Task<long> StartingPoint(CancellationToken stop)
    {
        settledAt = time.GetTimestamp();
        if (keeper is null) return await log.Cursor(Consumer, stop);
        var (durable, head) = (await keeper.Position(stop), await log.Head(stop));
        return durable <= head
            ? durable
            : throw new InvalidDataException(
                $"{Consumer} has worked up to position {durable}, but the log ends at {head}: it was derived from other records. Rebuild it.");
    }

    private async Task Settle(CancellationToken stop)
    {
        await keeper!.Settle(position, stop);
        settled = position;
        settledAt = time.GetTimestamp();
    }

    private async Task SettleAtTheEnd()
    {
        if (keeper is null || position <= settled) return;
        try
        {
            await Settle(CancellationToken.None);
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "{Consumer} could not settle at shutdown; it hears the events after {Position} again", Consumer, settled);
        }
    }

    private async Task ReleaseAtTheEnd()
    {
        if (lease is null) return;
        try
        {
            await lease.Release();
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "{Consumer} could not leave its lease to another site; it runs out by itself", Consumer);
        }
    }

    private async Task Pause(int failures, CancellationToken stop)
    {
        var pause = TimeSpan.FromMilliseconds(Math.Min(longestPause.TotalMilliseconds, 100 * Math.Pow(2, failures - 1)));
        try { await Task.Delay(pause, time, stop); }
        catch (OperationCanceledException) { /* the loop ends by itself */ }
    }

    private void MoveTo(long reached)
    {
        Interlocked.Exchange(ref position, reached);
        Interlocked.Exchange(ref moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private static ActivityLink? Link(string trace) =>
        ActivityContext.TryParse(trace, null, isRemote: true, out var context) ? new ActivityLink(context) : null;
}
