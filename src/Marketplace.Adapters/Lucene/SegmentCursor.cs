using Lucene.Net.Index;
using Lucene.Net.Util;
using Marketplace.Adapters.Text;

namespace Marketplace.Adapters.Lucene;

/// <summary>The open term and posting readers of one segment, which one search uses at a time: opening them costs more than using them.</summary>
internal sealed class SegmentCursor(AtomicReader reader)
{
    private readonly TermsEnum?[] terms = [.. SearchText.Fields.Select(field => reader.GetTerms(field.Name)?.GetEnumerator())];
    private DocsEnum? postings;

    public TermPlace Find(int field, string token)
    {
        var term = new BytesRef(token);
        return terms[field] is { } enumerator && enumerator.SeekExact(term)
            ? new TermPlace(term, enumerator.GetTermState(), enumerator.DocFreq)
            : new TermPlace(term, null, 0);
    }

    public DocsEnum Postings(int field, in TermPlace place, IBits? liveDocs)
    {
        var enumerator = terms[field]!;
        enumerator.SeekExact(place.Term, place.State);
        return postings = enumerator.Docs(liveDocs, postings, DocsFlags.FREQS);
    }
}
