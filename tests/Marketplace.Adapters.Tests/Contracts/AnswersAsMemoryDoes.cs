using System.Text.Json;
using CsCheck;
using Marketplace.Discovery;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

/// <summary>Random queries on thousands of documents, after changes and removals: an engine says what the plainest one says.</summary>
/// <param name="turnings">How many queries have their pages turned.</param>
public abstract class AnswersAsMemoryDoes(int turnings) : IAsyncLifetime
{
    private ISearchIndex memory = null!;
    private ISearchIndex engine = null!;

    public async ValueTask InitializeAsync() => (memory, engine) = await Open();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    /// <summary>Both after the same <see cref="SharedHistory"/>; they outlive the test.</summary>
    protected abstract Task<(ISearchIndex Memory, ISearchIndex Engine)> Open();

    [Fact]
    public Task Filters_facets_order_and_near_misses_are_the_same() =>
        RandomQueries.WithoutText(Indexed.Today).SampleAsync(async query => Assert.Equal(Say(await memory.Search(query)), Say(await engine.Search(query))), iter: 150, threads: 1);

    [Fact]
    public Task A_text_finds_the_same_listings() =>
        RandomQueries.WithText(Indexed.Today).SampleAsync(async query => Assert.Equal(await Matches(memory, query), await Matches(engine, query)), iter: 80, threads: 1);

    [Fact]
    public Task Turning_the_pages_gives_every_hit_once() =>
        RandomQueries.Any(Indexed.Today).SampleAsync(
            async query =>
            {
                var all = await engine.Search(query with { Size = 300 });
                var paged = new List<string>();
                for (SortKeys? after = null; paged.Count < all.Hits.Count;)
                {
                    var page = await engine.Search(query with { Size = 90, After = after });
                    Assert.Equal(all.Total, page.Total);
                    paged.AddRange(page.Hits.Select(hit => hit.Document.Id.Value));
                    after = page.Hits[^1].Keys;
                }
                Assert.Equal(all.Hits.Select(hit => hit.Document.Id.Value), paged.Take(all.Hits.Count));
            },
            iter: turnings, threads: 1);

    [Fact]
    public async Task A_document_comes_back_whole()
    {
        foreach (var hit in (await memory.Search(RandomQueries.Plain(Indexed.Today) with { Size = 100 })).Hits)
        {
            var found = Assert.Single(await engine.Find([hit.Document.Id]));
            Assert.Equal(JsonSerializer.Serialize(hit.Document, MarketJson.Options), JsonSerializer.Serialize(found, MarketJson.Options));
        }
    }

    private static async Task<List<string>> Matches(ISearchIndex index, IndexQuery query) =>
        [.. (await index.All(query, int.MaxValue)).Select(document => document.Id.Value)];

    private static string Say(IndexAnswer answer) => JsonSerializer.Serialize(new
    {
        answer.Total,
        Hits = answer.Hits.Select(hit => hit.Keys),
        Facets = answer.Facets.OrderBy(facet => facet.Key, StringComparer.Ordinal),
        Misses = answer.NearMisses.Select(miss => $"{miss.Document.Id} {miss.Filter}"),
    });
}
