using System.Numerics;
using System.Runtime.InteropServices;

namespace Marketplace.Adapters.Lucene.Columns;

/// <summary>Sets of the slots of one block, a bit each.</summary>
internal static class Bits
{
    /// <summary>Slots in a block: small enough to copy at a change, large enough for whole words to pay.</summary>
    public const int BlockSize = 4096;

    public const int Words = BlockSize / 64;

    public static void Set(Span<ulong> set, int slot) => set[slot >> 6] |= 1UL << (slot & 63);

    public static void Clear(Span<ulong> set, int slot) => set[slot >> 6] &= ~(1UL << (slot & 63));

    public static bool Has(ReadOnlySpan<ulong> set, int slot) => (set[slot >> 6] & 1UL << (slot & 63)) != 0;

    public static int Count(ReadOnlySpan<ulong> set)
    {
        var count = 0;
        foreach (var word in set) count += BitOperations.PopCount(word);
        return count;
    }

    public static int CountBoth(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        one = one[..Words];
        other = other[..Words];
        int even = 0, odd = 0;
        for (var i = 0; i < Words; i += 2)
        {
            even += BitOperations.PopCount(one[i] & other[i]);
            odd += BitOperations.PopCount(one[i + 1] & other[i + 1]);
        }
        return even + odd;
    }

    public static void And(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        var wide = MemoryMarshal.Cast<ulong, Vector<ulong>>(set);
        var with = MemoryMarshal.Cast<ulong, Vector<ulong>>(other);
        for (var i = 0; i < wide.Length; i++) wide[i] &= with[i];
    }

    public static void Or(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        var wide = MemoryMarshal.Cast<ulong, Vector<ulong>>(set);
        var with = MemoryMarshal.Cast<ulong, Vector<ulong>>(other);
        for (var i = 0; i < wide.Length; i++) wide[i] |= with[i];
    }
}
