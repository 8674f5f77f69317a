using System.Numerics;

namespace Marketplace.Adapters.Lucene.Columns;

/// <summary>The slots of a block that have one value: a bit each, or a list of them where they are few. Never changed.</summary>
internal sealed class Column
{
    private const int FewEnoughForAList = 48;
    private readonly ulong[]? bits;
    private readonly ushort[]? slots;

    public Column(ulong[] set)
    {
        Count = Bits.Count(set);
        if (Count > FewEnoughForAList)
        {
            bits = set;
            return;
        }
        slots = new ushort[Count];
        var next = 0;
        for (var word = 0; word < set.Length; word++)
            for (var rest = set[word]; rest != 0; rest &= rest - 1) slots[next++] = (ushort)((word << 6) + BitOperations.TrailingZeroCount(rest));
    }

    public int Count { get; }

    public ulong[] Copy()
    {
        var copy = new ulong[Bits.Words];
        OrInto(copy);
        return copy;
    }

    public void OrInto(Span<ulong> set)
    {
        if (bits is not null) Bits.Or(set, bits);
        else foreach (var slot in slots!) Bits.Set(set, slot);
    }

    public int CountIn(ReadOnlySpan<ulong> set)
    {
        if (bits is not null) return Bits.CountBoth(bits, set);
        var count = 0;
        foreach (var slot in slots!) count += (int)(set[slot >> 6] >> (slot & 63)) & 1;
        return count;
    }
}
