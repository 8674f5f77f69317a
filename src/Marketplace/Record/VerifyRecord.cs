using System.Globalization;

namespace Marketplace.Record;

/// <summary>What checking the record came to.</summary>
/// <param name="Fault">Null where everything holds; else which entry does not, and why.</param>
public sealed record RecordVerdict(long Size, string Root, string? Fault);

/// <summary>A size and a root that somebody wrote down earlier, outside the site.</summary>
public sealed record RecordCheckpoint(long Size, string Root);

/// <summary>
/// Goes through the whole record: no entry is missing, moved or changed, and the head is that of these entries. Whoever rewrites all of it,
/// head included, is found out by a checkpoint alone that was kept elsewhere.
/// </summary>
public sealed class VerifyRecord(IRecord record)
{
    private const int Batch = 1000;

    public async Task<RecordVerdict> Run(RecordCheckpoint? known = null, CancellationToken cancel = default)
    {
        // Read first: the site may add entries meanwhile, and those beyond this head are none of it.
        var head = (await record.Head(cancel))?.Value ?? RecordHead.Empty;
        var found = RecordHead.Empty;
        string? Fault() => known is not null && found.Size == known.Size && found.Root != known.Root
            ? $"the first {known.Size} entries are not those of the checkpoint: their root is {found.Root}" : null;

        if (Fault() is { } atOnce) return new RecordVerdict(0, found.Root, atOnce);
        while (found.Size < head.Size)
        {
            var entries = await record.After(found.Size - 1, (int)Math.Min(Batch, head.Size - found.Size), cancel);
            if (entries.Count == 0) return Broken(found, $"entry {found.Size} is missing, and all after it, of {head.Size}");
            foreach (var entry in entries)
            {
                if (WrongWith(entry, found) is { } wrong) return Broken(found, wrong);
                found = found.With(entry);
                if (Fault() is { } fault) return Broken(found, fault);
            }
        }
        if (found.Root != head.Root || found.Chain != head.Chain || found.Position != head.Position) return Broken(found, $"the head is not that of the {found.Size} entries");
        if (found.Size < known?.Size) return Broken(found, $"the record has {found.Size} entries, and had {known.Size} at the checkpoint");
        return new RecordVerdict(found.Size, found.Root, null);
    }

    private static string? WrongWith(RecordEntry entry, RecordHead before)
    {
        if (entry.Index != before.Size) return Text($"entry {before.Size} is missing; entry {entry.Index} stands in its place");
        if (entry.Position <= before.Position) return Text($"entry {entry.Index} is of an earlier event than the entry before it");
        var leaf = entry.LeafHash();
        if (Convert.ToHexStringLower(leaf) != entry.Leaf) return Text($"entry {entry.Index} was changed: it is not what its hash says");
        return RecordEntry.ChainAfter(before.Chain, leaf) == entry.Chain ? null : Text($"entry {entry.Index} does not follow the entry before it");
    }

    private static RecordVerdict Broken(RecordHead found, string fault) => new(found.Size, found.Root, fault);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
