using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Marketplace.Adapters.Lucene;
using Marketplace.Adapters.Text;
using Marketplace.Discovery;

namespace Marketplace.Benchmarks.Index;

/// <summary>The floor: Lucene as it comes, on the very same text index.</summary>
internal sealed class BareLucene : IDisposable
{
    private readonly SimpleFSDirectory directory;
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;

    public BareLucene(string path)
    {
        directory = new SimpleFSDirectory(path);
        reader = DirectoryReader.Open(directory);
        searcher = new IndexSearcher(reader) { Similarity = new MarketSimilarity() };
    }

    public TopDocs Search(TextQuery query) => searcher.Search(Of(query), 20);

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
    }

    /// <summary>The query as Lucene's own classes say it.</summary>
    private static BooleanQuery Of(TextQuery query)
    {
        var all = new BooleanQuery();
        foreach (var clause in query.Clauses)
        {
            var any = new BooleanQuery();
            foreach (var alternative in clause)
            {
                var tokens = SearchText.Tokens(alternative);
                foreach (var field in SearchText.Fields) any.Add(InField(field, tokens), Occur.SHOULD);
            }
            if (query.Clauses.Count == 1) return any;
            all.Add(any, Occur.MUST);
        }
        return all;
    }

    private static Query InField(TextField field, IReadOnlyList<string> tokens)
    {
        if (tokens.Count == 1) return new TermQuery(new Term(field.Name, tokens[0])) { Boost = field.Boost };
        var some = new BooleanQuery { MinimumNumberShouldMatch = SearchText.Needed(tokens.Count), Boost = field.Boost };
        foreach (var token in tokens) some.Add(new TermQuery(new Term(field.Name, token)), Occur.SHOULD);
        return some;
    }

    /// <summary>Lets a bare writer index the documents on this thread, given the same Lucene documents; returns the CPU time.</summary>
    public static TimeSpan Index(string path, IReadOnlyList<SearchDocument> documents)
    {
        using var directory = new SimpleFSDirectory(path);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(MarketAnalyzer.Version, new MarketAnalyzer()) { Similarity = new MarketSimilarity() });
        var fields = new LuceneFields();
        return CpuTime.Of(() =>
        {
            for (var i = 0; i < documents.Count; i++) writer.AddDocument(fields.Of(documents[i], i));
            writer.Commit();
        });
    }
}
