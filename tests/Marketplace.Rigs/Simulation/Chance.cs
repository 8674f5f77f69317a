namespace Marketplace.Rigs.Simulation;

/// <summary>All chance of a run, from its seed: the same seed is the same run.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random random = new(seed);

    public bool Of(double probability) => random.NextDouble() < probability;

    public int Below(int most) => random.Next(most);

    public long Between(long least, long most) => random.NextInt64(least, most + 1);

    public T Of<T>(IReadOnlyList<T> these) => these[random.Next(these.Count)];
}
