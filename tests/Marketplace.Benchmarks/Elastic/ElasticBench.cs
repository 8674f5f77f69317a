using System.Diagnostics;
using System.Globalization;
using Marketplace.Adapters.Elasticsearch;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Adapters.Lucene;
using Marketplace.Benchmarks.Index;
using Marketplace.Discovery;
using Marketplace.Rigs.Searching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marketplace.Benchmarks.Elastic;

/// <summary>
/// Discovery on Elasticsearch beside its floors in the same run: our adapter beside the same JSON posted bare, a rebuild beside bare bulks of
/// the same documents, and the embedded index beside Elasticsearch by CPU time. The server is the one that
/// <c>MARKETPLACE_TEST_ELASTICSEARCH</c> names; warm it up as its makers do (G1, a gigabyte of heap, full compilation).
/// </summary>
internal static class ElasticBench
{
    private const int Batch = 500;
    private static readonly TimeSpan warmUp = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan measured = TimeSpan.FromSeconds(6);

    public static async Task Run(int[] sizes)
    {
        if (Environment.GetEnvironmentVariable("MARKETPLACE_TEST_ELASTICSEARCH") is not { Length: > 0 } address)
        {
            Console.WriteLine("No Elasticsearch: set MARKETPLACE_TEST_ELASTICSEARCH to its address.");
            return;
        }
        using var bare = new BareElasticsearch(new Uri(address));
        Report.Say("server", "", await bare.Name());
        foreach (var size in sizes)
        {
            var folder = Directory.CreateTempSubdirectory("elastic-bench-");
            var prefix = "bench-" + Guid.NewGuid().ToString("N")[..8];
            try
            {
                await Measure(size, $"{address};Index={prefix};Replicas=0", bare, folder.FullName);
            }
            finally
            {
                await bare.Forget(prefix);
                folder.Delete(recursive: true);
            }
        }
    }

    private static async Task Measure(int size, string connection, BareElasticsearch bare, string folder)
    {
        Report.Say(string.Create(CultureInfo.InvariantCulture, $"--- {size:#,0} listings"));
        using var index = new ElasticsearchIndex(ElasticsearchOptions.Parse(connection), TimeProvider.System, NullLogger<ElasticsearchIndex>.Instance);
        using var embedded = new LuceneSearchIndex(folder, NullLogger<LuceneSearchIndex>.Instance);
        await Fill(index, bare, size);
        foreach (var chunk in new SyntheticListings(11, BenchQueries.Today).Take(size).Chunk(Batch)) await embedded.Put(chunk);
        await embedded.Flush(size);
        await Searches(index, embedded, bare, size);
        await Publishing(index, size);
    }

    /// <summary>Both take turns after a round that does not count: serialise, send, and make searchable.</summary>
    private static async Task Fill(ElasticsearchIndex index, BareElasticsearch bare, int size)
    {
        await index.Put([.. new SyntheticListings(11, BenchQueries.Today).Take(1)]);
        var (theirs, ours) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = size > 20_000 ? 0 : -1; round < 2; round++)
        {
            var theirRound = await Time(() => bare.Load(index.Generations, Documents(size)));
            var ourRound = await Time(async () =>
            {
                await using var rebuild = await index.Rebuild();
                foreach (var chunk in Documents(size).Chunk(Batch)) await rebuild.Put(chunk);
                await rebuild.Complete(size);
            });
            if (round < 0) continue;
            (theirs, ours) = (theirRound < theirs ? theirRound : theirs, ourRound < ours ? ourRound : ours);
        }
        Report.Say("bare bulks, listings a second", string.Create(CultureInfo.InvariantCulture, $"{size / theirs.TotalSeconds:0}"));
        Report.Hold("rebuild of bare bulks", theirs / ours, "x", ">= 0.7", theirs / ours >= 0.7);
    }

    private static async Task Searches(ElasticsearchIndex index, LuceneSearchIndex embedded, BareElasticsearch bare, int size)
    {
        IndexQuery[] queries = [.. BenchQueries.Texts, BenchQueries.Browse, BenchQueries.Filtered];
        var bodies = queries.Select(query => ElasticsearchIndex.Question(query)).ToArray();
        for (var i = 0; i < queries.Length; i++)
        {
            var (answer, raw) = (await index.Search(queries[i]), await bare.Search(index.Generations.Alias, bodies[i]));
            var total = (await embedded.Search(queries[i])).Total;
            if (answer.Total != raw || answer.Total != total) throw new InvalidOperationException($"{answer.Total} found, bare {raw}, embedded {total}.");
        }

        await Rate(warmUp, i => index.Search(queries[i % queries.Length]).AsTask());
        var (theirs, ours) = (new List<double>(), new List<double>());
        var cpu = 0.0;
        for (var round = 0; round < 3; round++)
        {
            theirs.Add((await Rate(measured, i => bare.Search(index.Generations.Alias, bodies[i % bodies.Length]))).PerSecond);
            var before = bare.ServerCpu();
            var (perSecond, searches) = await Rate(measured, i => index.Search(queries[i % queries.Length]).AsTask());
            ours.Add(perSecond);
            cpu = (bare.ServerCpu() - before).TotalSeconds / searches;
        }

        var ratio = Pace.Median(ours) / Pace.Median(theirs);
        Report.Say("same JSON posted bare, searches a second", string.Create(CultureInfo.InvariantCulture, $"{Pace.Median(theirs):0}"));
        Report.Hold("search with all facets through the adapter", ratio, "x of bare", ">= 0.8", ratio >= 0.8);
        if (cpu == 0) return;
        await Rate(TimeSpan.FromSeconds(3), i => embedded.Search(queries[i % queries.Length]).AsTask());
        var start = CpuTime.Now;
        var (_, done) = await Rate(measured, i => embedded.Search(queries[i % queries.Length]).AsTask());
        var own = (CpuTime.Now - start).TotalSeconds / done;
        var goal = size > 20_000 ? 2 : 4;
        Report.Say("Elasticsearch's own, searches per CPU-second", string.Create(CultureInfo.InvariantCulture, $"{1 / cpu:0}"));
        Report.Say("embedded, searches per CPU-second", string.Create(CultureInfo.InvariantCulture, $"{1 / own:0}"));
        Report.Hold("embedded over Elasticsearch", cpu / own, "x", $">= {goal}", cpu / own >= goal);
    }

    private static async Task Publishing(ElasticsearchIndex index, int size)
    {
        var document = new SyntheticListings(11, BenchQueries.Today).Take(1).Single();
        var times = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            var clock = Stopwatch.StartNew();
            await index.Put([document with { Position = size + 1 + i }]);
            times.Add(clock.Elapsed.TotalSeconds);
        }
        Report.Hold("put → searchable, p50, default refresh", Pace.Median(times), "s", "<= 1.5", Pace.Median(times) <= 1.5);
    }

    private static IEnumerable<SearchDocument> Documents(int size) => new SyntheticListings(11, BenchQueries.Today).Take(size);

    private static async Task<TimeSpan> Time(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed;
    }

    /// <summary>Two ask at a time, on a machine of two cores that the server shares.</summary>
    private static async Task<(double PerSecond, int Done)> Rate(TimeSpan during, Func<int, Task> ask)
    {
        var (clock, done) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(worker => Task.Run(async () =>
        {
            for (var i = worker * 7; clock.Elapsed < during; i++)
            {
                await ask(i);
                Interlocked.Increment(ref done);
            }
        })));
        return (done / clock.Elapsed.TotalSeconds, done);
    }
}
