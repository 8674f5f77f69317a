using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters.Searching;

/// <summary>
/// Open after one failure, so that nobody else waits for what will fail too; closed again when a probe in the background finds all well.
/// </summary>
internal sealed partial class CircuitBreaker(Func<CancellationToken, Task<bool>> isWell, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource end = new();
    private int probing;
    private volatile string? because;

    public bool IsOpen => because is not null;

    /// <summary>What happened; null while closed.</summary>
    public string? Because => because;

    public void Open(string reason)
    {
        because = reason;
        if (Interlocked.Exchange(ref probing, 1) == 1) return;
        Opens(logger, reason);
        _ = Task.Run(ProbeUntilWell);
    }

    /// <summary>Its owner stands behind several ports and may be disposed of for each.</summary>
    public void Dispose()
    {
        if (end.IsCancellationRequested) return;
        end.Cancel();
        end.Dispose();
    }

    private async Task ProbeUntilWell()
    {
        var stop = end.Token;
        try
        {
            for (var pause = shortest; ; pause = pause * 2 < longest ? pause * 2 : longest)
            {
                await Task.Delay(pause, time, stop);
                if (!await Probe(stop)) continue;
                because = null;
                Interlocked.Exchange(ref probing, 0);
                Closes(logger);
                return;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The site ends.
        }
    }

    private async Task<bool> Probe(CancellationToken stop)
    {
        try
        {
            if (await isWell(stop)) return true;
            because = "It answers again and is catching up with the log.";
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            because = failure.Message;
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The search engine does not answer, so this node's own index stands in: {Reason}")]
    private static partial void Opens(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search engine answers again.")]
    private static partial void Closes(ILogger logger);
}
