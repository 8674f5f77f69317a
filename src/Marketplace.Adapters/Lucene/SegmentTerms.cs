using System.Collections.Concurrent;
using Lucene.Net.Index;

namespace Marketplace.Adapters.Lucene;

/// <summary>
/// What searches share of a segment: the slots of its documents, and the postings of the terms asked for lately. Reading these from disk
/// costs more than scoring them, and people ask for the same words. It outlives the reader it was first read by (each deletion brings
/// another reader over the same files), so it holds none and is lent that of the snapshot.
/// </summary>
internal sealed class SegmentTerms
{
    private const int MostTerms = 4096;

    /// <summary>At six bytes each, two hundred bytes a listing at most.</summary>
    private const int MostPostingsOfADocument = 32;

    private readonly ConcurrentDictionary<(int Field, string Token), Postings> kept = new();
    private readonly ConcurrentBag<SegmentCursor> idle = [];
    private readonly long most;
    private long weight;

    public SegmentTerms(AtomicReader reader)
    {
        Slots = SlotsOf(reader);
        most = (long)MostPostingsOfADocument * reader.MaxDoc;
    }

    public int[] Slots { get; }

    /// <param name="reader">An open reader over the segment: that of the snapshot held.</param>
    public SegmentCursor Borrow(AtomicReader reader) => idle.TryTake(out var cursor) ? cursor : new SegmentCursor(reader);

    public void Return(SegmentCursor cursor) => idle.Add(cursor);

    public Postings Find(int field, string token, SegmentCursor cursor, NumericDocValues? lengths)
    {
        if (kept.TryGetValue((field, token), out var known)) return known;
        var postings = cursor.Read(field, token, lengths);
        // A term weighs at least its share of the most terms, so that rare ones do not pile up either.
        if (Interlocked.Add(ref weight, Math.Max(postings.Count, most / MostTerms)) > most)
        {
            kept.Clear();
            Interlocked.Exchange(ref weight, postings.Count);
        }
        return kept[(field, token)] = postings;
    }

    private static int[] SlotsOf(AtomicReader reader)
    {
        var values = reader.GetNumericDocValues(LuceneFields.Slot);
        var slots = new int[reader.MaxDoc];
        for (var doc = 0; doc < slots.Length; doc++) slots[doc] = (int)(values?.Get(doc) ?? 0);
        return slots;
    }
}
