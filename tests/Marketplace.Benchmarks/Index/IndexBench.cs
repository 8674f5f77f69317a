using System.Diagnostics;
using System.Globalization;
using Marketplace.Adapters.Lucene;
using Marketplace.Discovery;
using Marketplace.Rigs.Searching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marketplace.Benchmarks.Index;

/// <summary>The index with all facets beside Lucene's bare search for the best twenty, and filling it beside a bare writer.</summary>
internal static class IndexBench
{
    private const int Batch = 500;

    public static async Task Run(int[] sizes)
    {
        var searches = new Dictionary<int, double>();
        foreach (var size in sizes)
        {
            var folder = Directory.CreateTempSubdirectory("index-bench-");
            try
            {
                searches[size] = await Measure(size, folder.FullName);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
        foreach (var (less, more) in sizes.Order().Zip(sizes.Order().Skip(1)))
            Say($"cost of a search, {more} over {less} listings", $"x {searches[more] / searches[less]:0.00}", "goal <= x 6 for ten times as many");
    }

    private static async Task<double> Measure(int size, string folder)
    {
        Say($"--- {size} listings", "", "");
        var documents = new SyntheticListings(11, BenchQueries.Today).Take(size).ToList();
        var path = Path.Combine(folder, "index-1");
        var (bareIndexing, indexing) = MeasureIndexing(folder, documents);
        Say("indexing, listings per CPU-second", $"{size / indexing.TotalSeconds:0}", $"bare writer {size / bareIndexing.TotalSeconds:0}: x {bareIndexing / indexing:0.00}, goal >= 0.70");
        var one = documents[0];
        documents = [];

        await MeasureOpening(path, size);
        var index = new LuceneSearchIndex(path, NullLogger<LuceneSearchIndex>.Instance);
        using var bare = new BareLucene(Directory.EnumerateDirectories(path).Single());
        var search = MeasureSearches(index, bare);
        await MeasurePutting(index, one, size);
        index.Dispose();
        return search;
    }

    /// <summary>Both warm up first; then they take turns, each going first once, and the quicker run of each counts.</summary>
    private static (TimeSpan Bare, TimeSpan Index) MeasureIndexing(string folder, List<SearchDocument> documents)
    {
        string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var few = documents.Take(2_000).ToList();
        BareLucene.Index(Folder("bare-warm"), few);
        Fill(Folder("index-warm"), few);
        TimeSpan[] bare = [BareLucene.Index(Folder("bare-0"), documents), default];
        TimeSpan[] index = [Fill(Folder("index-0"), documents), Fill(Folder("index-1"), documents)];
        bare[1] = BareLucene.Index(Folder("bare-1"), documents);
        return (bare.Min(), index.Min());
    }

    private static TimeSpan Fill(string path, List<SearchDocument> documents)
    {
        using var index = new LuceneSearchIndex(path, NullLogger<LuceneSearchIndex>.Instance);
        return CpuTime.Of(() =>
        {
            foreach (var chunk in documents.Chunk(Batch)) index.Put(chunk).GetAwaiter().GetResult();
            index.Flush(documents.Count).GetAwaiter().GetResult();
        });
    }

    private static async Task MeasureOpening(string path, int size)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        using var index = new LuceneSearchIndex(path, NullLogger<LuceneSearchIndex>.Instance);
        var opened = clock.ElapsedMilliseconds;
        clock.Restart();
        await index.Search(BenchQueries.Browse);
        var day = clock.ElapsedMilliseconds;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Say("opening, ms", $"{opened}", $"and the columns of a day, {day} ms");
        Say("memory held, bytes a listing", $"{held / size}", $"{held >> 20} MiB");
        GC.KeepAlive(index);
    }

    private static double MeasureSearches(LuceneSearchIndex index, BareLucene bare)
    {
        AssertSame(index, bare);
        var texts = BenchQueries.Texts;
        var (theirs, ours) = (0, 0);
        var times = CpuTime.PerOperation(
            7, TimeSpan.FromMilliseconds(300),
            (() => { foreach (var query in texts) bare.Search(query.Text!); }, texts.Count),
            (() => { foreach (var query in texts) Ask(index, query); }, texts.Count),
            (() => Ask(index, BenchQueries.Browse), 1),
            (() => Ask(index, BenchQueries.Filtered), 1),
            (() => bare.Search(BenchQueries.Distinct(theirs++).Text!), 1),
            (() => Ask(index, BenchQueries.Distinct(ours++)), 1));
        SayTime("bare Lucene, best 20", times[0], "");
        SayTime("index with all facets, same texts", times[1], $"x {times[1] / times[0]:0.00} of bare; goal <= x 2.5 at 10000, x 2 at 100000");
        SayTime("without a text, all facets", times[2], $"x {times[2] / times[0]:0.00}");
        SayTime("text and five filters, all facets", times[3], $"x {times[3] / times[0]:0.00}");
        SayTime("bare Lucene, texts all different", times[4], "");
        SayTime("index with all facets, texts all different", times[5], $"x {times[5] / times[4]:0.00} of bare; goal <= x 2.5 at 10000, x 2 at 100000");
        return times[1].TotalMicroseconds;
    }

    private static async Task MeasurePutting(LuceneSearchIndex index, SearchDocument document, int size)
    {
        var times = new List<double>();
        for (var i = 0; i < 50; i++)
        {
            var clock = Stopwatch.StartNew();
            await index.Put([document with { Position = size + 1 + i }]);
            await index.Search(BenchQueries.Browse);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        Say("one listing put and found, ms p50", $"{times.Order().ElementAt(25):0.0}", $"p90 {times.Order().ElementAt(45):0.0}; goal p50 <= 50");
    }

    /// <summary>On a day on which all are listed, both find as many listings and score the best twenty alike, but for the rounding of sums.</summary>
    private static void AssertSame(LuceneSearchIndex index, BareLucene bare)
    {
        foreach (var query in BenchQueries.Texts)
        {
            var (top, answer) = (bare.Search(query.Text!), Ask(index, query with { Day = BenchQueries.Today.AddDays(-30) }));
            if (top.TotalHits != answer.Total) throw new InvalidOperationException($"Bare Lucene finds {top.TotalHits}, the index {answer.Total}.");
            foreach (var (theirs, ours) in top.ScoreDocs.Zip(answer.Hits))
                if (Math.Abs(theirs.Score + ours.Keys.Key) > theirs.Score * 1e-4) throw new InvalidOperationException($"Bare Lucene scores {theirs.Score}, the index {-ours.Keys.Key}.");
        }
    }

    private static IndexAnswer Ask(LuceneSearchIndex index, IndexQuery query) => index.Search(query).AsTask().GetAwaiter().GetResult();

    private static void SayTime(string what, TimeSpan time, string note) =>
        Say(what, $"{time.TotalMicroseconds:0} us CPU", $"{1 / time.TotalSeconds:0} per CPU-second {note}");

    private static void Say(string what, string figure, string note) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-45} {figure,14}  {note}"));
}
