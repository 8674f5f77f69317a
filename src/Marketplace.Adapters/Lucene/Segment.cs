using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Marketplace.Adapters.Lucene;

/// <summary>One segment of the text index with the slot of each of its documents.</summary>
internal sealed class Segment(AtomicReader reader)
{
    // A segment never changes but for deletions, so its slots are read once, whatever readers are opened over it.
    private static readonly ConditionalWeakTable<object, int[]> Known = [];

    public AtomicReader Reader { get; } = reader;

    public IBits? LiveDocs { get; } = reader.LiveDocs;

    public int[] Slots { get; } = Known.GetValue(reader.CoreCacheKey, _ => SlotsOf(reader));

    private static int[] SlotsOf(AtomicReader reader)
    {
        var values = reader.GetNumericDocValues(LuceneFields.Slot);
        var slots = new int[reader.MaxDoc];
        for (var doc = 0; doc < slots.Length; doc++) slots[doc] = (int)(values?.Get(doc) ?? 0);
        return slots;
    }
}
