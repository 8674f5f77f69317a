using Lucene.Net.Index;
using Marketplace.Adapters.Lucene.Columns;
using Marketplace.Adapters.Text;

namespace Marketplace.Adapters.Lucene;

/// <summary>The text index and the columns at one moment. It is held while a search runs; the reader closes when nobody holds it.</summary>
internal sealed class Snapshot(DirectoryReader reader, Block[] blocks, EntryMaker values, Slots slots)
{
    public DirectoryReader Reader => reader;

    public Block[] Blocks => blocks;

    public EntryMaker Values => values;

    public Segment[] Segments { get; } = [.. reader.Leaves.Select(leaf => new Segment(leaf.AtomicReader))];

    /// <summary>Mean length of each field of <see cref="SearchText.Fields"/>, as BM25 wants it.</summary>
    public float[] MeanLengths { get; } = [.. SearchText.Fields.Select(field => MeanLength(reader, field.Name))];

    public NearestWord Nearest { get; } = new(reader);

    public int Slots => blocks.Length * Bits.BlockSize;

    /// <summary>The listing of this id as of this moment, where it is one.</summary>
    public Entry? Find(string id)
    {
        if (!slots.TryFind(id, out var slot) || slot >= Slots) return null;
        var entry = blocks[slot / Bits.BlockSize].Entries[slot % Bits.BlockSize];
        return entry?.Id == id ? entry : null;
    }

    public bool TryHold() => reader.TryIncRef();

    public void Release() => reader.DecRef();

    private static float MeanLength(DirectoryReader reader, string field)
    {
        var terms = MultiFields.GetTerms(reader, field);
        return terms is null || terms.SumTotalTermFreq <= 0 ? 1 : (float)(terms.SumTotalTermFreq / (double)reader.MaxDoc);
    }
}
