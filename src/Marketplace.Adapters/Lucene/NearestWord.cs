using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Marketplace.Adapters.Text;

namespace Marketplace.Adapters.Lucene;

/// <summary>
/// Finds the indexed word a misspelled one may be meant for, by Lucene's automaton over the words of the index. Making the automaton of a
/// word takes as long as several searches, and the same words are misspelled again and again, so what was found is kept as long as the reader is.
/// </summary>
internal sealed class NearestWord(IndexReader reader)
{
    private const int KeptAtMost = 1000;

    private readonly ConcurrentDictionary<string, string?> found = new(StringComparer.Ordinal);

    public string? Find(string word)
    {
        var asked = SearchText.Word(word);
        if (found.TryGetValue(asked, out var known)) return known;
        var nearest = Look(asked);
        if (found.Count < KeptAtMost) found.TryAdd(asked, nearest);
        return nearest;
    }

    private string? Look(string asked)
    {
        var edits = Closeness.Allowed(asked);
        if (edits == 0 || MultiFields.GetTerms(reader, LuceneFields.Word) is not { } terms) return null;
        var term = new Term(LuceneFields.Word, asked);
        return Closeness.Best(asked, reader.DocFreq(term), Similar(terms, term, edits));
    }

    private static IEnumerable<(string, int)> Similar(Terms terms, Term term, int edits)
    {
        var similar = new FuzzyTermsEnum(terms, new AttributeSource(), term, edits, 0, transpositions: true);
        while (similar.MoveNext()) yield return (similar.Term.Utf8ToString(), similar.DocFreq);
    }
}
