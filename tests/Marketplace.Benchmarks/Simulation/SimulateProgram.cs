using System.Globalization;
using Marketplace.Rigs.Simulation;

namespace Marketplace.Benchmarks.Simulation;

/// <summary>Simulates money for as long as one likes, or one seed again.</summary>
internal static class SimulateProgram
{
    public static int Run(string[] how)
    {
        var run = how switch
        {
            ["--seed", var seed] => Simulate.Run(Number(seed), 1),
            ["--minutes", var minutes, .. var rest] => Simulate.Run(rest is ["--from", var first] ? Number(first) : Random.Shared.Next(1_000_000_000), int.MaxValue / 2, TimeSpan.FromMinutes(Number(minutes))),
            _ => Simulate.Run(1, 2_000),
        };
        foreach (var (what, often) in run.Sometimes) Console.WriteLine($"{often,9} {what}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Seeds} seeds in {run.Took.TotalSeconds:F1} s, {run.Seeds / run.Took.TotalMinutes:F0} a minute"));
        foreach (var failure in run.Failures) Console.Error.WriteLine(failure);
        if (run.Seeds >= 1_000) foreach (var never in run.Never) Console.Error.WriteLine($"never happened: {never}");
        return run.Failures.Count == 0 && (run.Seeds < 1_000 || run.Never.Count == 0) ? 0 : 1;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
