using System.Numerics;

namespace Marketplace.Adapters.Lucene.Columns;

/// <summary>
/// Which slots of a block have which values of a space, both ways: the slots of a value (to filter and to count many matches),
/// and the values of a slot (to count few). A change makes a new set that shares what was not touched.
/// </summary>
internal sealed class ColumnSet
{
    public static readonly ColumnSet Empty = new(new int[]?[Bits.BlockSize], [], 0);

    private readonly int[]?[] rows;
    private readonly Column?[] columns;
    private readonly long values;

    private ColumnSet(int[]?[] rows, Column?[] columns, long values)
    {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    public Column? Of(int ordinal) => ordinal < columns.Length ? columns[ordinal] : null;

    public ColumnSet With(IReadOnlyList<(int Slot, int[]? Row)> changes)
    {
        var newRows = (int[]?[])rows.Clone();
        var touched = new Dictionary<int, ulong[]>();
        var (sum, highest) = (values, columns.Length - 1);
        foreach (var (slot, row) in changes)
        {
            foreach (var ordinal in newRows[slot] ?? []) Bits.Clear(Touch(ordinal), slot);
            foreach (var ordinal in row ?? [])
            {
                Bits.Set(Touch(ordinal), slot);
                highest = Math.Max(highest, ordinal);
            }
            sum += (row?.Length ?? 0) - (newRows[slot]?.Length ?? 0);
            newRows[slot] = row;
        }
        var newColumns = new Column?[highest + 1];
        columns.CopyTo(newColumns, 0);
        foreach (var (ordinal, set) in touched) newColumns[ordinal] = new Column(set) is { Count: > 0 } column ? column : null;
        return new ColumnSet(newRows, newColumns, sum);

        ulong[] Touch(int ordinal) =>
            touched.TryGetValue(ordinal, out var set) ? set : touched[ordinal] = Of(ordinal)?.Copy() ?? new ulong[Bits.Words];
    }

    /// <summary>How many slots of the set have each value, by ordinal.</summary>
    public int[] CountAll(ulong[] set) => Array.ConvertAll(columns, column => column?.CountIn(set) ?? 0);

    /// <summary>Adds to <paramref name="counts"/>, by ordinal, how many slots of the set have each value; at least those of <paramref name="wanted"/>.</summary>
    public void Count(ReadOnlySpan<ulong> set, int size, ReadOnlySpan<int> wanted, Span<int> counts)
    {
        // A row costs about a nanosecond a value, a column about twenty.
        if (size * (values / Bits.BlockSize + 4) > wanted.Length * 20L) CountByColumn(set, wanted, counts);
        else CountByRow(set, counts);
    }

    private void CountByColumn(ReadOnlySpan<ulong> set, ReadOnlySpan<int> wanted, Span<int> counts)
    {
        foreach (var ordinal in wanted)
            if (Of(ordinal) is { } column) counts[ordinal] += column.CountIn(set);
    }

    private void CountByRow(ReadOnlySpan<ulong> set, Span<int> counts)
    {
        for (var word = 0; word < set.Length; word++)
            for (var rest = set[word]; rest != 0; rest &= rest - 1)
                foreach (var ordinal in rows[(word << 6) + BitOperations.TrailingZeroCount(rest)]!) counts[ordinal]++;
    }
}
