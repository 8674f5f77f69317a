using System.Diagnostics;

namespace Marketplace.Benchmarks.Web;

/// <summary>A way of asking: the n-th request of all, as an address.</summary>
internal sealed record Asked(HttpClient Client, Func<int, string> Path);

/// <summary>CPU time of the server for a request of each kind: the kinds take turns, round by round, and the median of the rounds counts.</summary>
internal static class Rounds
{
    private const int Counted = 7;
    private const int WarmUps = 2;
    private const int Together = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(700);

    public static async Task<double[]> MicrosecondsEach(ServerUnderTest server, params Asked[] kinds)
    {
        var next = new int[kinds.Length];
        var times = kinds.Select(_ => new List<double>()).ToArray();
        for (var round = -WarmUps; round < Counted; round++)
        {
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var start = await server.CpuMicroseconds();
                var first = next[kind];
                next[kind] = await Ask(kinds[kind], first, round < 0 ? WarmUp : Round);
                if (round >= 0) times[kind].Add((await server.CpuMicroseconds() - start) / (next[kind] - first));
            }
        }

        return [.. times.Select(all => all.Order().ElementAt(all.Count / 2))];
    }

    /// <summary>Several at once, for a while; returns the number after the last.</summary>
    public static async Task<int> Ask(Asked kind, int first, TimeSpan length)
    {
        var (next, clock) = (first - 1, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Together).Select(async _ =>
        {
            while (clock.Elapsed < length)
            {
                using var answer = await kind.Client.GetAsync(kind.Path(Interlocked.Increment(ref next)));
                answer.EnsureSuccessStatusCode();
            }
        }));
        return next + 1;
    }
}
