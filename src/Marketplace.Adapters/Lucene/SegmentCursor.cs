using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Marketplace.Adapters.Text;

namespace Marketplace.Adapters.Lucene;

/// <summary>The open term readers of one segment, which one search uses at a time: opening them costs more than using them.</summary>
internal sealed class SegmentCursor(AtomicReader reader)
{
    private readonly TermsEnum?[] terms = [.. SearchText.Fields.Select(field => reader.GetTerms(field.Name)?.GetEnumerator())];
    private DocsEnum? reading;

    /// <param name="lengths">The coded lengths of the field, by document.</param>
    public Postings Read(int field, string token, NumericDocValues? lengths)
    {
        if (lengths is null || terms[field] is not { } enumerator || !enumerator.SeekExact(new BytesRef(token))) return Postings.None;
        var postings = new Postings(enumerator.DocFreq);
        reading = enumerator.Docs(null, reading, DocsFlags.FREQS);
        for (int i = 0, doc = reading.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; i++, doc = reading.NextDoc())
        {
            postings.Docs[i] = doc;
            postings.Times[i] = (byte)Math.Min(reading.Freq, byte.MaxValue);
            postings.Lengths[i] = (byte)lengths.Get(doc);
        }
        return postings;
    }
}
