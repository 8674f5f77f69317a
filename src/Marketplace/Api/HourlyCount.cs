using System.Collections.Concurrent;

namespace Marketplace.Api;

/// <summary>Counts what is done under a key within an hour of its first time, and says when it is too often; for one site process.</summary>
/// <param name="most">So often within the hour, and no more.</param>
public sealed class HourlyCount(int most)
{
    private const int ForgetsEvery = 50_000;
    private static readonly TimeSpan hour = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Count)> counted = new(StringComparer.Ordinal);
    private int sinceForgotten;

    /// <summary>Counts one more; false where it is one too many.</summary>
    public bool Lets(string key, DateTimeOffset now)
    {
        // Looked through once in so many times, so that a flood of keys costs no more than its share.
        if (Interlocked.Increment(ref sinceForgotten) >= ForgetsEvery)
        {
            Interlocked.Exchange(ref sinceForgotten, 0);
            foreach (var (known, (since, _)) in counted) if (now - since > hour) counted.TryRemove(known, out _);
        }

        return counted.AddOrUpdate(key, _ => (now, 1), (_, before) => now - before.Since > hour ? (now, 1) : (before.Since, before.Count + 1)).Count <= most;
    }
}
