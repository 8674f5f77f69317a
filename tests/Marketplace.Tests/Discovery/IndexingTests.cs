using Marketplace.Adapters.Memory;
using Marketplace.Standards;
using Xunit;

namespace Marketplace.Discovery;

public sealed class IndexingTests(SearchMarket market) : IClassFixture<SearchMarket>
{
    [Fact]
    public async Task A_certificate_runs_out_without_anything_being_written()
    {
        var (document, claim) = market.Documents.SelectMany(d => d.Claims.Select(c => (Document: d with { ListedUntil = null }, Claim: c)))
            .First(it => it.Claim is { Certificate: not null, StandardId: not null, ActiveUntil: not null }
                && it.Document.Claims.Count(c => c.StandardId == it.Claim.StandardId) == 1);
        var index = new MemorySearchIndex();
        await index.Put([document]);
        Assert.Equal(1, await Found(claim.ActiveUntil!.Value));
        Assert.Equal(0, await Found(claim.ActiveUntil!.Value.AddDays(1)));

        async Task<long> Found(DateOnly day) =>
            (await index.Search(market.Plans.For(market.Read($"standard={claim.StandardId}").Value, day, null).Query)).Total;
    }

    [Fact]
    public void Verdicts_over_time_have_no_gaps_and_no_overlaps() => Assert.All(market.Documents, document =>
    {
        for (var i = 1; i < document.Spans.Count; i++) Assert.Equal(document.Spans[i].From, document.Spans[i - 1].Until!.Value.AddDays(1));
        Assert.Null(document.Spans[^1].Until);
    });

    [Fact]
    public void Every_value_that_is_indexed_is_one_that_a_filter_takes() => Assert.All(market.Documents, document =>
        // The provider is asked for by its own page alone.
        Assert.All(document.Terms.Where(term => term.Key != "provider"), term => Assert.All(term.Value, value => Assert.True(market.Vocabulary.Accepts(term.Key, value), $"{term.Key}={value}"))));

    [Fact]
    public void A_site_abroad_is_its_country_and_abroad()
    {
        Assert.All(market.Documents.Where(d => d.Region.StartsWith("CN-", StringComparison.Ordinal) && market.Catalogue.MainlandChina.Contains(d.Region)),
            d => Assert.Contains("CN", d.Terms["region"]));
        var abroad = market.Documents.Where(d => !market.Catalogue.MainlandChina.Contains(d.Region)).ToList();
        Assert.NotEmpty(abroad);
        Assert.All(abroad, d => Assert.Contains("abroad", d.Terms["region"]));
    }

    [Fact]
    public async Task An_older_event_never_wins()
    {
        var index = new MemorySearchIndex();
        var newer = market.Documents[0] with { Position = 9, ListingVersion = 2 };
        await index.Put([newer]);
        await index.Put([newer with { Position = 4, ListingVersion = 1 }]);
        Assert.Equal(2, (await index.Find([newer.Id])).Single().ListingVersion);
        await index.Remove([(newer.Id, 12)]);
        await index.Put([newer]);
        Assert.Empty(await index.Find([newer.Id]));
    }
}
