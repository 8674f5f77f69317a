namespace Marketplace.Adapters.Lucene.Columns;

/// <summary>A change of one slot: an entry with its values, or nothing where a listing went.</summary>
internal sealed record SlotChange(int Slot, Entry? Entry, int[]? Core, int[]? Rest);

/// <summary>4,096 listings and the columns over them. Never changed: a write makes new blocks of those it touches.</summary>
internal sealed class Block
{
    public static readonly Block Empty = new(new Entry?[Bits.BlockSize], new long[Bits.BlockSize], ColumnSet.Empty, ColumnSet.Empty, null);

    private readonly Entry?[] entries;
    private readonly long[] published;
    private DayColumns? day;
    private ushort[]? newestFirst;

    private Block(Entry?[] entries, long[] published, ColumnSet core, ColumnSet rest, DayColumns? day)
    {
        this.entries = entries;
        this.published = published;
        Core = core;
        Rest = rest;
        this.day = day;
    }

    public ReadOnlySpan<Entry?> Entries => entries;

    /// <summary>When each was published, side by side: ranking by it looks at nothing else of most entries.</summary>
    public ReadOnlySpan<long> Published => published;

    /// <summary>All slots, the latest published first; sorted when first asked for.</summary>
    public ReadOnlySpan<ushort> NewestFirst => Volatile.Read(ref newestFirst) ?? SortByDate();

    /// <summary>Values of the facets that every search counts.</summary>
    public ColumnSet Core { get; }

    /// <summary>Values of facets of single classes, and those that are only filtered by.</summary>
    public ColumnSet Rest { get; }

    /// <summary>What depends on the day. That of the last day asked for is kept; another day makes it anew.</summary>
    public DayColumns On(DateOnly asked, ValueSpace space)
    {
        var known = Volatile.Read(ref day);
        if (known?.Day == asked) return known;
        var made = DayColumns.Of(asked, entries, space);
        Volatile.Write(ref day, made);
        return made;
    }

    /// <summary>Slots of the changes are relative to the block.</summary>
    public Block With(IReadOnlyList<SlotChange> changes, ValueSpace daySpace)
    {
        var changed = (Entry?[])entries.Clone();
        var dates = (long[])published.Clone();
        foreach (var change in changes)
        {
            changed[change.Slot] = change.Entry;
            dates[change.Slot] = change.Entry?.Published ?? 0;
        }
        return new Block(
            changed,
            dates,
            Core.With([.. changes.Select(change => (change.Slot, change.Core))]),
            Rest.With([.. changes.Select(change => (change.Slot, change.Rest))]),
            Volatile.Read(ref day)?.With([.. changes.Select(change => (change.Slot, change.Entry))], daySpace));
    }

    private ushort[] SortByDate()
    {
        var slots = new ushort[Bits.BlockSize];
        for (var slot = 0; slot < slots.Length; slot++) slots[slot] = (ushort)slot;
        Array.Sort((long[])published.Clone(), slots);
        Array.Reverse(slots);
        Volatile.Write(ref newestFirst, slots);
        return slots;
    }
}
