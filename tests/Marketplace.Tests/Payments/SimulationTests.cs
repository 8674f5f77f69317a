using System.Globalization;
using Marketplace.Rigs;
using Marketplace.Rigs.Simulation;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>
/// Buyers, providers, arbiters, clocks and workers over the real code, with everything failing that can: the books are right after every step, and
/// agree with the provider's at the end. More seeds with MARKETPLACE_FULL.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_fails_no_cent_is_lost_and_everything_comes_to_an_end()
    {
        var seeds = LongForms.Wanted ? 10_000 : 2_000;
        var run = Simulate.Run(1, seeds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Seeds} seeds in {run.Took.TotalSeconds:F1} s"));
        foreach (var (what, often) in run.Sometimes) output.WriteLine($"{often,9} {what}");

        Assert.True(run.Failures.Count == 0, string.Join("\n", run.Failures));
        Assert.Equal(seeds, run.Seeds);
        Assert.Empty(run.Never);
    }
}
