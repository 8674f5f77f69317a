namespace Marketplace.Demo.Making;

/// <summary>
/// SplitMix64: the same throws from the same seed on every machine and in every version of the runtime, which System.Random does not promise.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    public static Dice For(long seed, long stream) => new(Mix(unchecked((ulong)seed * 0x9E3779B97F4A7C15 + (ulong)stream)));

    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>Both ends included.</summary>
    public int Between(int lo, int hi) => hi <= lo ? lo : lo + Below(hi - lo + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public double Number(double lo, double hi, int digits) => Math.Round(lo + (hi - lo) * (Next() >> 11) / (1UL << 53), digits);

    public T One<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>That many different ones, in the order of the list.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> items, int count) =>
        [.. Shuffled(Enumerable.Range(0, items.Count)).Take(count).Order().Select(i => items[i])];

    public IReadOnlyList<T> Shuffled<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }
        return shuffled;
    }

    /// <summary>A ULID of that moment with thrown randomness.</summary>
    public string Id(string prefix, DateTimeOffset at)
    {
        Span<byte> random = stackalloc byte[16];
        BitConverter.TryWriteBytes(random, Next());
        BitConverter.TryWriteBytes(random[8..], Next());
        return prefix + Ulid.NewUlid(at, random[..10]);
    }

    private ulong Next() => Mix(state = unchecked(state + 0x9E3779B97F4A7C15));

    private static ulong Mix(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
