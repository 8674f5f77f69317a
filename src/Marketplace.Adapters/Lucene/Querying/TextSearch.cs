using Marketplace.Adapters.Text;
using Marketplace.Discovery;
using Bits = Marketplace.Adapters.Lucene.Columns.Bits;

namespace Marketplace.Adapters.Lucene.Querying;

/// <summary>
/// Scores a text query term by term into arrays by slot: every match is wanted for the counts anyway, and this way each posting
/// costs an addition where Lucene's document-at-a-time scorers pay for a heap. Scores are those of Lucene's BM25, summed with the boosts.
/// </summary>
internal sealed class TextSearch(Snapshot snapshot, Scratch scratch)
{
    private const float K1 = 1.2f;
    private const float B = 0.75f;

    private static readonly float[] Lengths = [.. Enumerable.Range(0, 256).Select(code => (float)MarketSimilarity.Length((byte)code))];

    private readonly SegmentCursor[] cursors = new SegmentCursor[snapshot.Segments.Length];
    private readonly Postings[] places = new Postings[snapshot.Segments.Length];
    private readonly float[]?[] norms = new float[SearchText.Fields.Count][];

    public void Run(TextQuery query)
    {
        for (var i = 0; i < cursors.Length; i++) cursors[i] = snapshot.Segments[i].Terms.Borrow(snapshot.Segments[i].Reader);
        for (var clause = 0; clause < query.Clauses.Count; clause++)
        {
            Array.Clear(scratch.Clause);
            foreach (var alternative in query.Clauses[clause])
            {
                var tokens = SearchText.Tokens(alternative);
                for (var field = 0; field < SearchText.Fields.Count && tokens.Count > 0; field++) Match(tokens, field);
            }
            if (clause == 0) scratch.Clause.CopyTo(scratch.Matches, 0);
            else for (var i = 0; i < scratch.Matches.Length; i++) scratch.Matches[i] &= scratch.Clause[i];
        }
        // Those of a search that failed are not lent again: nobody knows what state they are in.
        for (var i = 0; i < cursors.Length; i++) snapshot.Segments[i].Terms.Return(cursors[i]);
    }

    private void Match(IReadOnlyList<string> tokens, int field)
    {
        var needed = SearchText.Needed(tokens.Count);
        var touched = 0;
        foreach (var token in tokens)
        {
            var found = 0;
            for (var i = 0; i < places.Length; i++)
            {
                var segment = snapshot.Segments[i];
                places[i] = segment.Terms.Find(field, token, cursors[i], segment.Lengths(field));
                found += places[i].Count;
            }
            if (found == 0) continue;
            var weight = Idf(found) * SearchText.Fields[field].Boost * (K1 + 1);
            for (var i = 0; i < places.Length; i++)
            {
                if (places[i].Count == 0) continue;
                if (tokens.Count == 1) AddAll(places[i], snapshot.Segments[i], field, weight);
                else touched = Collect(places[i], snapshot.Segments[i], field, weight, touched);
            }
        }
        Settle(touched, needed);
    }

    private void AddAll(Postings postings, Segment segment, int field, float weight)
    {
        var (slots, live, norm) = (segment.Slots, segment.LiveDocs, Norms(field));
        var (docs, often, lengths) = (postings.Docs, postings.Times, postings.Lengths);
        var (scores, clause) = (scratch.Scores, scratch.Clause);
        for (var i = 0; i < docs.Length; i++)
        {
            if (live is not null && !live.Get(docs[i])) continue;
            var slot = slots[docs[i]];
            float times = often[i];
            scores[slot] += weight * times / (times + norm[lengths[i]]);
            Bits.Set(clause, slot);
        }
    }

    private int Collect(Postings postings, Segment segment, int field, float weight, int touched)
    {
        var (slots, live, norm) = (segment.Slots, segment.LiveDocs, Norms(field));
        var (docs, often, lengths) = (postings.Docs, postings.Times, postings.Lengths);
        for (var i = 0; i < docs.Length; i++)
        {
            if (live is not null && !live.Get(docs[i])) continue;
            var slot = slots[docs[i]];
            float times = often[i];
            if (scratch.Found[slot]++ == 0) scratch.Touched[touched++] = slot;
            scratch.Partial[slot] += weight * times / (times + norm[lengths[i]]);
        }
        return touched;
    }

    /// <summary>Lets those that hold enough of the tokens count, and leaves the working memory clean.</summary>
    private void Settle(int touched, int needed)
    {
        foreach (var slot in scratch.Touched.AsSpan(0, touched))
        {
            if (scratch.Found[slot] >= needed)
            {
                scratch.Scores[slot] += scratch.Partial[slot];
                Bits.Set(scratch.Clause, slot);
            }
            scratch.Found[slot] = 0;
            scratch.Partial[slot] = 0;
        }
    }

    private float Idf(int found) => (float)Math.Log(1 + (snapshot.Reader.MaxDoc - found + 0.5) / (found + 0.5));

    private float[] Norms(int field) => norms[field] ??= Array.ConvertAll(Lengths, length => K1 * (1 - B + B * length / snapshot.MeanLengths[field]));
}
