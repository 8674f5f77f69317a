using System.Globalization;
using System.Text.Json;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Adapters.Tests.Lucene;
using Marketplace.Discovery;
using Marketplace.Rigs;
using Marketplace.Rigs.Searching;
using Xunit;

namespace Marketplace.Adapters.Tests.Elasticsearch.Parity;

/// <summary>
/// The same 500 questions over the same 3,000 listings (10,000 with MARKETPLACE_FULL) on Lucene.NET and on Elasticsearch. Filters leave no room for opinion: sets, totals,
/// facets and order are identical. Of texts the totals may differ by a hundredth, and the first twenty are nine tenths the same.
/// </summary>
public sealed class ParityTests
{
    private static readonly int listings = LongForms.Wanted ? 10_000 : 3_000;
    private const double LeastOverlap = 0.9;

    /// <summary>A float has about seven digits.</summary>
    private const double RoundedAlike = 1e-5;

    [Fact]
    public async Task Both_engines_find_the_same()
    {
        await using var cluster = new TestCluster();
        using var embedded = new LuceneIndex();
        ISearchIndex elasticsearch = cluster.Open();
        foreach (var chunk in new SyntheticListings(11, Indexed.Today).Take(listings).Chunk(1_000))
        {
            await embedded.Open.Put(chunk);
            await elasticsearch.Put(chunk);
        }

        var compared = new List<Comparison>();
        foreach (var query in new ParityQueries(seed: 5).All()) compared.Add(await Compare(query, embedded.Open, elasticsearch));
        Report(compared);

        var texts = compared.Where(one => one.Query.Query.Text is not null).ToList();
        Assert.Equal(500, compared.Count);
        Assert.True(compared.Count(one => one.Total > 0) >= 400);
        Assert.All(compared.Except(texts), one => Assert.Null(one.Difference));
        Assert.All(texts, one => Assert.True(one.TotalsDifferBy <= 0.01, $"{one.Query.Asked}: {one.Difference}"));
        Assert.True(texts.Average(one => one.Overlap) >= LeastOverlap);
    }

    private static async Task<Comparison> Compare(ParityQuery asked, ISearchIndex embedded, ISearchIndex elasticsearch)
    {
        var (one, other) = (await embedded.Search(asked.Query), await elasticsearch.Search(asked.Query));
        var difference = Difference(asked.Query, one, other);
        if (difference is null && !(await Ids(embedded)).SequenceEqual(await Ids(elasticsearch))) difference = "other listings";
        var (first, second) = (one.Hits.Select(hit => hit.Document.Id).ToHashSet(), other.Hits.Select(hit => hit.Document.Id).ToList());
        return new Comparison(asked, one.Total,
            one.Total == other.Total ? 0 : Math.Abs(one.Total - other.Total) / (double)Math.Max(one.Total, 1),
            first.Count == 0 ? 1 : second.Count(first.Contains) / (double)first.Count, difference);

        async Task<IEnumerable<string>> Ids(ISearchIndex index) => (await index.All(asked.Query, int.MaxValue)).Select(document => document.Id.Value);
    }

    private static string? Difference(IndexQuery query, IndexAnswer one, IndexAnswer other)
    {
        if (one.Total != other.Total) return $"{one.Total} found, and {other.Total}";
        if (JsonSerializer.Serialize(one.Facets.OrderBy(facet => facet.Key)) != JsonSerializer.Serialize(other.Facets.OrderBy(facet => facet.Key))) return "other counts";
        if (OrderDiffersBy(one.Hits, other.Hits) is { } gap)
            return gap < RoundedAlike ? "another order of hits whose scores differ by rounding" : $"another order of hits whose scores differ by {gap:0.0e0}";
        var misses = (IndexAnswer answer) => string.Join(' ', answer.NearMisses.Select(miss => miss.Document.Id + miss.Filter));
        return query.Text is null && misses(one) != misses(other) ? "other near misses" : null;
    }

    /// <summary>
    /// How far apart, relatively, one engine scores what stands in each other's place; null where nothing does. Both add a score up from single
    /// precision parts, each in a sequence of its own.
    /// </summary>
    private static double? OrderDiffersBy(IReadOnlyList<IndexHit> one, IReadOnlyList<IndexHit> other)
    {
        var keys = one.ToDictionary(hit => hit.Document.Id, hit => hit.Keys.Key);
        var gaps = one.Zip(other).Where(pair => pair.First.Document.Id != pair.Second.Document.Id).Select(pair =>
            keys.TryGetValue(pair.Second.Document.Id, out var key) ? Math.Abs(key - pair.First.Keys.Key) / Math.Abs(pair.First.Keys.Key) : 1).ToList();
        return gaps.Count == 0 ? null : gaps.Max();
    }

    private static void Report(List<Comparison> compared)
    {
        var culture = CultureInfo.InvariantCulture;
        Console.WriteLine(string.Create(culture, $"Parity of Lucene.NET and Elasticsearch: {compared.Count} queries over {listings:#,0} listings, {compared.Count(one => one.Total > 0)} with hits"));
        foreach (var kind in compared.GroupBy(one => one.Query.Kind))
            Console.WriteLine(string.Create(culture, $"  {kind.Key,-12} {kind.Count(),3} queries, {kind.Count(one => one.Total > 0),3} with hits, totals differ in {kind.Count(one => one.TotalsDifferBy > 0)}, mean overlap of the first 20 {kind.Average(one => one.Overlap):0.000}"));
        foreach (var cause in compared.Where(one => one.Difference is not null).GroupBy(one => one.Difference!.Contains("found", StringComparison.Ordinal) ? "totals" : one.Difference!))
            Console.WriteLine(string.Create(culture, $"  {cause.Key}: {cause.Count()}, such as {string.Join(" / ", cause.OrderBy(one => one.Overlap).Take(3).Select(one => $"{one.Query.Asked} ({one.Difference}, overlap {one.Overlap:0.00})"))}"));
    }

    private sealed record Comparison(ParityQuery Query, long Total, double TotalsDifferBy, double Overlap, string? Difference);
}
