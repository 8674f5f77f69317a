using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Marketplace.Adapters.Lucene.Columns;
using Marketplace.Adapters.Lucene.Packing;
using Marketplace.Adapters.Text;
using Marketplace.Discovery;
using Directory = System.IO.Directory;
using TextFiles = Lucene.Net.Store.Directory;

namespace Marketplace.Adapters.Lucene;

/// <summary>One generation of the index: a folder, its writer, and the snapshot that is searched. Written by one at a time.</summary>
internal sealed class Generation : IDisposable
{
    private const string PositionKey = "position";
    private const string FormatKey = "format";
    private const int TakenAtOnce = 500;

    private readonly TextFiles directory;
    private readonly IndexWriter writer;
    private readonly LuceneFields fields = new();
    private readonly EntryMaker values = new();
    private readonly Slots slots = new();
    private Block[] blocks = [];
    private Snapshot current;
    private bool ended;

    /// <param name="open">How the folder is opened, where it is not as usual.</param>
    public Generation(string path, Func<string, TextFiles>? open = null)
    {
        Path = path;
        directory = open is null ? new SimpleFSDirectory(path) : open(path);
        if (DirectoryReader.IndexExists(directory) && FormatOf(directory) != DocumentPack.Format)
            throw new InvalidDataException($"The index in {path} has another format.");
        writer = new IndexWriter(directory, new IndexWriterConfig(MarketAnalyzer.Version, new MarketAnalyzer())
        {
            Similarity = new MarketSimilarity(),
            RAMBufferSizeMB = 32,
            MergePolicy = new TieredMergePolicy { SegmentsPerTier = 5, MaxMergeAtOnce = 5 },
        });
        Position = writer.CommitData is { } data && data.TryGetValue(PositionKey, out var position) ? long.Parse(position, CultureInfo.InvariantCulture) : 0;
        var reader = DirectoryReader.Open(writer, applyAllDeletes: true);
        Fill(reader);
        current = new Snapshot(reader, blocks, values, slots);
    }

    public string Path { get; }

    public long Position { get; private set; }

    public bool TakesWrites => !ended;

    /// <summary>The snapshot of now, held: the caller releases it.</summary>
    public Snapshot? TryHold()
    {
        while (true)
        {
            var snapshot = Volatile.Read(ref current);
            if (snapshot.TryHold()) return snapshot;
            if (ReferenceEquals(snapshot, Volatile.Read(ref current))) return null;
        }
    }

    /// <summary>Takes documents in; they are found once <see cref="Publish"/> was called.</summary>
    public void Put(IReadOnlyList<SearchDocument> documents)
    {
        var changes = new Dictionary<int, SlotChange>();
        foreach (var document in documents)
        {
            if (!slots.IsNews(document.Id.Value, document.Position)) continue;
            var known = slots.TryFind(document.Id.Value, out var slot);
            if (!known) slot = slots.Take();
            var written = fields.Of(document, slot);
            if (known) writer.UpdateDocument(LuceneFields.TermOf(document.Id.Value), written);
            else writer.AddDocument(written);
            slots.Put(document.Id.Value, slot, document.Position);
            changes[slot] = values.Make(slot, document);
        }
        Apply(changes.Values);
    }

    public void Remove(IEnumerable<(string Id, long Position)> listings)
    {
        var changes = new List<SlotChange>();
        foreach (var (id, position) in listings)
        {
            if (!slots.IsNews(id, position)) continue;
            if (slots.TryFind(id, out var slot))
            {
                writer.DeleteDocuments(LuceneFields.TermOf(id));
                changes.Add(new SlotChange(slot, null, null, null));
            }
            slots.Remove(id, position);
        }
        Apply(changes);
    }

    /// <summary>Takes over from the generation it replaces what is later there than here, or than the log position this was filled as of.</summary>
    public void TakeOver(Generation replaced, long position)
    {
        var later = replaced.slots.Standing.Where(there => there.Position > (slots.PositionOf(there.Id) ?? position));
        foreach (var chunk in later.Chunk(TakenAtOnce))
            Put([.. chunk.Select(there => replaced.blocks[there.Slot / Bits.BlockSize].Entries[there.Slot % Bits.BlockSize]!.Open())]);
        Remove(replaced.slots.Removed);
    }

    /// <summary>Lets searches see what was written.</summary>
    public void Publish()
    {
        var reader = current.Reader;
        var next = DirectoryReader.OpenIfChanged(reader, writer, applyAllDeletes: true);
        if (next is null) return;
        Volatile.Write(ref current, new Snapshot(next, blocks, values, slots));
        reader.DecRef();
    }

    public void Flush(long position)
    {
        writer.SetCommitData(new Dictionary<string, string>
        {
            [PositionKey] = position.ToString(CultureInfo.InvariantCulture),
            [FormatKey] = DocumentPack.Format.ToString(CultureInfo.InvariantCulture),
        });
        writer.Commit();
        Position = position;
    }

    /// <summary>Ends writing, and lets go of what was not flushed. The snapshot of now can be searched still.</summary>
    public void EndWriting()
    {
        if (ended) return;
        ended = true;
        writer.Rollback();
    }

    /// <summary>Searches that run finish on the reader they hold.</summary>
    public void Dispose()
    {
        current.Release();
        EndWriting();
        directory.Dispose();
    }

    public void Delete()
    {
        Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static int FormatOf(TextFiles directory)
    {
        using var reader = DirectoryReader.Open(directory);
        return reader.IndexCommit.UserData.TryGetValue(FormatKey, out var format) ? int.Parse(format, CultureInfo.InvariantCulture) : DocumentPack.Format;
    }

    private void Apply(IEnumerable<SlotChange> changes)
    {
        var next = blocks;
        foreach (var ofBlock in changes.GroupBy(change => change.Slot / Bits.BlockSize))
        {
            if (ReferenceEquals(next, blocks)) next = (Block[])blocks.Clone();
            while (next.Length <= ofBlock.Key) next = [.. next, Block.Empty];
            next[ofBlock.Key] = next[ofBlock.Key].With([.. ofBlock.Select(change => change with { Slot = change.Slot % Bits.BlockSize })], values.Day);
        }
        blocks = next;
    }

    private void Fill(DirectoryReader reader)
    {
        var changes = new List<SlotChange>(reader.NumDocs);
        foreach (var segment in reader.Leaves.Select(leaf => new Segment(leaf.AtomicReader)))
            for (var doc = 0; doc < segment.Slots.Length; doc++)
            {
                if (segment.LiveDocs?.Get(doc) == false) continue;
                var stored = segment.Reader.Document(doc).GetBinaryValue(LuceneFields.Pack);
                var document = DocumentPack.Read(stored.Bytes.AsSpan(stored.Offset, stored.Length).ToArray());
                slots.Put(document.Id.Value, segment.Slots[doc], document.Position);
                changes.Add(values.Make(segment.Slots[doc], document));
            }
        slots.FindFree();
        Apply(changes);
    }
}
