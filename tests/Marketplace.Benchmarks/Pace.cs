using System.Diagnostics;

namespace Marketplace.Benchmarks;

/// <summary>How fast something goes by several writers at once, and what several rounds of it come to.</summary>
internal static class Pace
{
    /// <summary>How often a second it was done by so many at once, for so long.</summary>
    public static async Task<double> PerSecond(int writers, TimeSpan round, Func<Task> write)
    {
        var (clock, done) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < round)
            {
                await write();
                Interlocked.Increment(ref done);
            }
        })));
        return done / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The upper one of two in the middle.</summary>
    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
}
