using System.Collections.Concurrent;

namespace Marketplace.Adapters.Lucene.Querying;

/// <summary>Working memory of one text query, lent out and taken back clean.</summary>
internal sealed class Scratch
{
    private static readonly ConcurrentBag<Scratch> Idle = [];

    private Scratch(int slots)
    {
        Matches = new ulong[slots / 64];
        Clause = new ulong[slots / 64];
        Scores = new float[slots];
        Found = new byte[slots];
        Partial = new float[slots];
        Touched = new int[slots];
    }

    /// <summary>The listings that match all clauses so far.</summary>
    public ulong[] Matches { get; }

    /// <summary>The listings that match the clause at hand.</summary>
    public ulong[] Clause { get; }

    public float[] Scores { get; }

    /// <summary>How many tokens of the alternative at hand a field holds, and what they score; only of the slots touched.</summary>
    public byte[] Found { get; }
    public float[] Partial { get; }
    public int[] Touched { get; }

    public static Scratch Borrow(int slots)
    {
        while (Idle.TryTake(out var idle))
            if (idle.Scores.Length >= slots) return idle;
        return new Scratch(slots + slots / 4 / Columns.Bits.BlockSize * Columns.Bits.BlockSize);
    }

    public void Return()
    {
        Array.Clear(Matches);
        Array.Clear(Clause);
        Array.Clear(Scores);
        Idle.Add(this);
    }
}
