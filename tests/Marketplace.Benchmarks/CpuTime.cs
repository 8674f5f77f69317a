using System.Diagnostics;

namespace Marketplace.Benchmarks;

/// <summary>Measures by CPU time of the whole process, so that a busy machine and work in background threads do not flatter anybody.</summary>
internal static class CpuTime
{
    public static TimeSpan Now
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }

    public static TimeSpan Of(Action work)
    {
        var start = Now;
        work();
        return Now - start;
    }

    /// <summary>
    /// CPU time an operation takes, of each kind: the kinds take turns, round by round, after some rounds to warm up,
    /// and of the rounds the median counts.
    /// </summary>
    public static TimeSpan[] PerOperation(int rounds, TimeSpan atLeast, params (Action Round, int Operations)[] kinds)
    {
        var times = kinds.Select(_ => new List<double>()).ToArray();
        for (var round = -2; round < rounds; round++)
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var operations = 0;
                var (start, clock) = (Now, Stopwatch.StartNew());
                do
                {
                    kinds[kind].Round();
                    operations += kinds[kind].Operations;
                }
                while (clock.Elapsed < atLeast);
                if (round >= 0) times[kind].Add((Now - start).TotalMicroseconds / operations);
            }
        return [.. times.Select(all => TimeSpan.FromMicroseconds(all.Order().ElementAt(all.Count / 2)))];
    }
}
