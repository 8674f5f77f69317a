using System.Text.Json;
using CsCheck;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Lucene;

/// <summary>Random queries on thousands of documents, after changes and removals: both engines must say the same.</summary>
public sealed class LuceneAnswersAsMemoryDoes(BothEngines engines) : IClassFixture<BothEngines>
{
    private readonly ISearchIndex memory = engines.Memory;
    private readonly ISearchIndex lucene = engines.Lucene;

    [Fact]
    public void Filters_facets_order_and_near_misses_are_the_same() =>
        RandomQueries.WithoutText(Indexed.Today).Sample(query => Assert.Equal(Say(Ask(memory, query)), Say(Ask(lucene, query))), iter: 150, threads: 1);

    [Fact]
    public void A_text_finds_the_same_listings() =>
        RandomQueries.WithText(Indexed.Today).Sample(query => Assert.Equal(Matches(memory, query), Matches(lucene, query)), iter: 80, threads: 1);

    [Fact]
    public void Turning_the_pages_gives_every_hit_once() =>
        RandomQueries.Any(Indexed.Today).Sample(
            query =>
            {
                var all = Ask(lucene, query with { Size = 300 });
                var paged = new List<string>();
                for (SortKeys? after = null; paged.Count < all.Hits.Count;)
                {
                    var page = Ask(lucene, query with { Size = 90, After = after });
                    Assert.Equal(all.Total, page.Total);
                    paged.AddRange(page.Hits.Select(hit => hit.Document.Id.Value));
                    after = page.Hits[^1].Keys;
                }
                Assert.Equal(all.Hits.Select(hit => hit.Document.Id.Value), paged.Take(all.Hits.Count));
            },
            iter: 30, threads: 1);

    [Fact]
    public async Task A_document_comes_back_whole()
    {
        foreach (var hit in Ask(memory, RandomQueries.Plain(Indexed.Today) with { Size = 100 }).Hits)
        {
            var found = Assert.Single(await lucene.Find([hit.Document.Id]));
            Assert.Equal(JsonSerializer.Serialize(hit.Document, MarketJson.Options), JsonSerializer.Serialize(found, MarketJson.Options));
        }
    }

    private static IndexAnswer Ask(ISearchIndex index, IndexQuery query) => index.Search(query).AsTask().GetAwaiter().GetResult();

    private static List<string> Matches(ISearchIndex index, IndexQuery query) =>
        [.. index.All(query, int.MaxValue).AsTask().GetAwaiter().GetResult().Select(document => document.Id.Value)];

    private static string Say(IndexAnswer answer) => JsonSerializer.Serialize(new
    {
        answer.Total,
        Hits = answer.Hits.Select(hit => hit.Keys),
        Facets = answer.Facets.OrderBy(facet => facet.Key, StringComparer.Ordinal),
        Misses = answer.NearMisses.Select(miss => $"{miss.Document.Id} {miss.Filter}"),
    });
}
