using Marketplace.Adapters.Searching;

namespace Marketplace.Adapters.Lucene.Columns;

/// <summary>What of a block depends on the day: who is listed, verdicts, and the values of claims active that day that count without being asked for.</summary>
internal sealed class DayColumns
{
    private readonly ulong[] listed;
    private (ColumnSet Of, int[] Counts)[] counted = [];

    private DayColumns(DateOnly day, ulong[] listed, ColumnSet columns)
    {
        Day = day;
        this.listed = listed;
        Columns = columns;
        ListedCount = Bits.Count(listed);
    }

    public DateOnly Day { get; }

    public ReadOnlySpan<ulong> Listed => listed;

    public int ListedCount { get; }

    public ColumnSet Columns { get; }

    /// <summary>How many of all that are listed have each value, by ordinal: counted once, for whoever leaves nothing out.</summary>
    /// <param name="columns">Those of the day or of its block.</param>
    public int[] CountsOf(ColumnSet columns)
    {
        var known = Volatile.Read(ref counted);
        foreach (var (of, counts) in known)
            if (of == columns) return counts;
        var made = columns.CountAll(listed);
        Volatile.Write(ref counted, [.. known, (columns, made)]);
        return made;
    }

    public static DayColumns Of(DateOnly day, Entry?[] entries, ValueSpace space)
    {
        var all = new List<(int, Entry?)>();
        for (var slot = 0; slot < entries.Length; slot++)
            if (entries[slot] is { } entry) all.Add((slot, entry));
        return new DayColumns(day, new ulong[Bits.Words], ColumnSet.Empty).With(all, space);
    }

    public DayColumns With(IReadOnlyList<(int Slot, Entry? Entry)> changes, ValueSpace space)
    {
        var newListed = (ulong[])listed.Clone();
        var rows = new List<(int, int[]?)>(changes.Count);
        foreach (var (slot, entry) in changes)
        {
            var row = entry is null ? null : RowOf(entry, Day, space);
            if (row is null) Bits.Clear(newListed, slot);
            else Bits.Set(newListed, slot);
            rows.Add((slot, row));
        }
        return new DayColumns(Day, newListed, Columns.With(rows));
    }

    /// <summary>The ordinals of the values that hold that day; null where the listing is not listed.</summary>
    private static int[]? RowOf(Entry entry, DateOnly day, ValueSpace space)
    {
        if (entry.ListedUntil < day || entry.SpanOn(day) is not { } span) return null;
        var row = new List<int>
        {
            space.Find(FilterNames.Verdict, FilterNames.Of(span.Verdict))!.Value,
            space.Find(FilterNames.Basis, FilterNames.Of(span.Basis))!.Value,
        };
        foreach (var claim in entry.Claims)
        {
            if (claim.CountsOnlyOnRequest || !claim.IsActiveOn(day)) continue;
            Add(row, claim.Standard);
            Add(row, claim.Permit);
            Add(row, claim.Accreditor);
            foreach (var mark in claim.Marks) Add(row, mark);
        }
        return [.. row];
    }

    private static void Add(List<int> row, int ordinal)
    {
        if (ordinal >= 0 && !row.Contains(ordinal)) row.Add(ordinal);
    }
}
