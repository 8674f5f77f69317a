using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Marketplace.Adapters.Lucene;

/// <summary>Where a segment keeps a term of a field; no state where it has none.</summary>
internal readonly record struct TermPlace(BytesRef Term, TermState? State, int DocFreq);

/// <summary>
/// What searches share of a segment: the slots of its documents, and where the terms asked for before stand. Looking a term up in the
/// dictionary on disk costs more than scoring a few hundred documents, and people ask for the same words. It outlives the reader it was
/// first read by (each deletion brings another reader over the same files), so it holds none and is lent that of the snapshot.
/// </summary>
internal sealed class SegmentTerms
{
    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<(int Field, string Token), TermPlace> places = new();
    private readonly ConcurrentBag<SegmentCursor> idle = [];
    private int kept;

    public SegmentTerms(AtomicReader reader) => Slots = SlotsOf(reader);

    public int[] Slots { get; }

    /// <param name="reader">An open reader over the segment: that of the snapshot held.</param>
    public SegmentCursor Borrow(AtomicReader reader) => idle.TryTake(out var cursor) ? cursor : new SegmentCursor(reader);

    public void Return(SegmentCursor cursor) => idle.Add(cursor);

    public TermPlace Find(int field, string token, SegmentCursor cursor)
    {
        if (places.TryGetValue((field, token), out var known)) return known;
        var place = cursor.Find(field, token);
        if (Interlocked.Increment(ref kept) > MostKept)
        {
            places.Clear();
            kept = 1;
        }
        return places[(field, token)] = place;
    }

    private static int[] SlotsOf(AtomicReader reader)
    {
        var values = reader.GetNumericDocValues(LuceneFields.Slot);
        var slots = new int[reader.MaxDoc];
        for (var doc = 0; doc < slots.Length; doc++) slots[doc] = (int)(values?.Get(doc) ?? 0);
        return slots;
    }
}
