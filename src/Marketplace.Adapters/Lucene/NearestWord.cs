using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Marketplace.Adapters.Text;

namespace Marketplace.Adapters.Lucene;

/// <summary>Finds the indexed word a misspelled one may be meant for, by Lucene's automaton over the words of the index.</summary>
internal static class NearestWord
{
    public static string? Find(IndexReader reader, string word)
    {
        var asked = SearchText.Word(word);
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
