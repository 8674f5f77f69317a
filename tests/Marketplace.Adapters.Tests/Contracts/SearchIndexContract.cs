using Marketplace.Discovery;
using Marketplace.Standards;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

/// <summary>What any search index promises: filters, facets, near misses and order. Texts and generations have contracts of their own.</summary>
public abstract class SearchIndexContract
{
    private protected abstract ISearchIndex Index { get; }

    [Fact]
    public async Task Values_of_one_filter_are_alternatives_and_different_filters_all_hold()
    {
        await Put(
            Indexed.Listing(1).With("class", "TC", "TC.01").With("region", "CN-GD", "CN"),
            Indexed.Listing(2).With("class", "TC", "TC.02").With("region", "DE", "abroad"),
            Indexed.Listing(3).With("class", "IC", "IC.01").With("region", "CN-GD", "CN"));

        Assert.Equal("3 1", await Numbers(Indexed.All.Where("region", "CN-GD")));
        Assert.Equal("2 1", await Numbers(Indexed.All.Where("class", "TC")));
        Assert.Equal("1", await Numbers(Indexed.All.Where("class", "TC.01", "TC.02").Where("region", "CN")));
        Assert.Equal("", await Numbers(Indexed.All.Where("class", "no such class")));
    }

    [Fact]
    public async Task A_facet_is_counted_under_all_filters_but_its_own_and_a_listing_once_a_value()
    {
        await Put(
            Indexed.Listing(1).With("class", "TC", "TC").With("language", "zh"),
            Indexed.Listing(2).With("class", "TC").With("language", "en"),
            Indexed.Listing(3).With("class", "IC").With("language", "zh", "en"));

        var answer = await Ask(Indexed.All.Where("class", "TC").Where("language", "zh") with { Facets = ["class", "language", "region"] });

        Assert.Equal(1, answer.Total);
        Assert.Equal("IC:1 TC:1", answer.Counts("class"));
        Assert.Equal("en:1 zh:1", answer.Counts("language"));
        Assert.Empty(answer.Facets["region"]);
    }

    [Fact]
    public async Task The_conditions_on_claims_hold_for_one_row_together()
    {
        await Put(
            Indexed.Listing(1).Claiming(Indexed.Claim("iso-1", marks: ["CNAS"]), Indexed.Claim("iso-2", marks: ["CMA"])),
            Indexed.Listing(2).Claiming(Indexed.Claim("iso-1", marks: ["CMA"])));
        var filter = ClaimFilter.None with { Standards = ["iso-1"], Marks = ["CMA"] };

        var answer = await Ask(Indexed.All with { Claims = filter, Facets = ["standard", "mark"], NearMisses = 5 });

        Assert.Equal("2", answer.Numbers());
        Assert.Equal("iso-1:1 iso-2:1", answer.Counts("standard"));
        Assert.Equal("CMA:1 CNAS:1", answer.Counts("mark"));
        Assert.Equal((1, "standard"), Misses(answer).Single());
    }

    [Fact]
    public async Task Self_declared_claims_count_only_on_request_and_inactive_ones_never()
    {
        await Put(
            Indexed.Listing(1).Claiming(Indexed.Claim("iso-1", "self_declaration")),
            Indexed.Listing(2).Claiming(Indexed.Claim("iso-1", until: Indexed.Today.AddDays(-1))),
            Indexed.Listing(3).Claiming(Indexed.Claim("iso-1", until: Indexed.Today)),
            Indexed.Listing(4));
        var facets = Indexed.All with { Facets = ["standard"] };
        var byStandard = facets with { Claims = ClaimFilter.None with { Standards = ["iso-1"] } };
        var declared = byStandard with { Claims = byStandard.Claims with { EvidenceTypes = ["self_declaration"] } };

        Assert.Equal(("4 3 2 1", "iso-1:1"), await NumbersAndCounts(facets, "standard"));
        Assert.Equal(("3", "iso-1:1"), await NumbersAndCounts(byStandard, "standard"));
        Assert.Equal(("1", "iso-1:1"), await NumbersAndCounts(declared, "standard"));
        Assert.Equal(("", ""), await NumbersAndCounts(byStandard with { Day = Indexed.Today.AddDays(1) }, "standard"));
    }

    [Fact]
    public async Task The_standard_facet_counts_a_listing_for_what_its_claims_serve_for_too()
    {
        await Put(Indexed.Listing(1).Claiming(Indexed.Claim("iso-1")), Indexed.Listing(2).Claiming(Indexed.Claim("iso-1"), Indexed.Claim("gb-1")));
        var serves = new Dictionary<string, IReadOnlyList<string>> { ["iso-1"] = ["gb-1", "gb-2"] };

        var answer = await Ask(Indexed.All with { Facets = ["standard"], ServesFor = serves });

        Assert.Equal("gb-1:2 gb-2:2 iso-1:2", answer.Counts("standard"));
    }

    [Fact]
    public async Task The_day_decides_on_verdict_basis_and_whether_it_is_listed()
    {
        var until = Indexed.Today.AddDays(10);
        VerdictSpan[] spans = [new(Indexed.Today, until, Verdict.Met, Basis.DocumentSeen), new(until.AddDays(1), null, Verdict.NotMet, Basis.OwnWord)];
        await Put(Indexed.Listing(1) with { Spans = spans, ListedUntil = until.AddDays(5) });
        var query = Indexed.All with { Facets = ["verdict", "basis"] };

        Assert.Equal("", await Numbers(query with { Day = Indexed.Today.AddDays(-1) }));
        Assert.Equal("document_seen:1", (await Ask(query)).Counts("basis"));
        Assert.Equal("1", await Numbers(query.Where("verdict", "notMet") with { Day = until.AddDays(1) }));
        Assert.Equal("", await Numbers(query.Where("verdict", "notMet") with { Day = until }));
        Assert.Equal("", await Numbers(query with { Day = until.AddDays(6) }));
        Assert.Equal("1", await Numbers(query.Where("verdict", "met")));
    }

    [Fact]
    public async Task A_method_is_covered_in_its_edition_by_an_active_row_or_by_a_flexible_one()
    {
        await Put(
            Indexed.Listing(1).Covering(Indexed.Row("gb/t 1", "2018", "2006")),
            Indexed.Listing(2).Covering(Indexed.Row("gb/t 1", "2018")),
            Indexed.Listing(3).Covering(Indexed.Row("gb/t 1", "1999", flexible: true), Indexed.Row("gb/t 2")),
            Indexed.Listing(4).Covering(Indexed.Row("gb/t 1", "2018", until: Indexed.Today.AddDays(-1))));
        static MethodAsk Method(params (string, string?)[] any) => new("", any);

        Assert.Equal("3 2 1", await Numbers(Indexed.All with { Methods = [Method(("gb/t 1", null))] }));
        Assert.Equal("3 2", await Numbers(Indexed.All with { Methods = [Method(("gb/t 1", "2018"))] }));
        Assert.Equal("3 1", await Numbers(Indexed.All with { Methods = [Method(("gb/t 1", "2006"), ("gb/t 9", null))] }));
        Assert.Equal("3", await Numbers(Indexed.All with { Methods = [Method(("gb/t 1", null)), Method(("gb/t 2", null))] }));
    }

    [Fact]
    public async Task A_price_range_touches_ranges_of_its_currency_and_is_set_aside_for_the_price_facet()
    {
        await Put(
            Indexed.Listing(1).Priced(100, 200).With("price", "CNY:0..500"), Indexed.Listing(2).Priced(300, null).With("price", "CNY:0..500"),
            Indexed.Listing(3).Priced(150, null, "USD").With("price", "USD:0..500"), Indexed.Listing(4).With("price", "none") with { Days = 3 });

        Assert.Equal("1", await Numbers(Indexed.All with { PriceMin = 200, PriceMax = 299 }));
        Assert.Equal("2 1", await Numbers(Indexed.All with { PriceMin = 200 }));
        Assert.Equal("3", await Numbers(Indexed.All with { PriceMax = 1_000, Currency = "USD" }));
        var answer = await Ask(Indexed.All with { PriceMax = 100, Facets = ["price", "class"] });
        Assert.Equal("CNY:0..500:2 USD:0..500:1 none:1", answer.Counts("price"));
        Assert.Equal("4", await Numbers(Indexed.All with { DaysMax = 3 }));
    }

    [Fact]
    public async Task Sorted_by_price_the_chosen_currency_is_first_and_the_unpriced_last()
    {
        await Put(
            Indexed.Listing(1), Indexed.Listing(2).Priced(5, null, "USD"), Indexed.Listing(3).Priced(900, null), Indexed.Listing(4).Priced(20, 30) with { Days = 2 });

        Assert.Equal("4 3 2 1", await Numbers(Indexed.All with { Sort = SearchSort.Price }));
        Assert.Equal("2 4 3 1", await Numbers(Indexed.All with { Sort = SearchSort.Price, Currency = "USD" }));
        Assert.Equal("4 1 2 3", await Numbers(Indexed.All with { Sort = SearchSort.Days }));
        Assert.Equal("4 3 2 1", await Numbers(Indexed.All with { Sort = SearchSort.Newest }));
    }

    [Fact]
    public async Task The_page_after_a_hit_begins_with_the_next_one_also_among_equals()
    {
        await Put([.. Enumerable.Range(1, 7).Select(number => Indexed.Listing(number) with { Days = number / 4 })]);
        var query = Indexed.All with { Sort = SearchSort.Days, Size = 3 };

        var first = await Ask(query);
        var second = await Ask(query with { After = first.Hits[^1].Keys });

        Assert.Equal(("1 2 3", "4 5 6"), (first.Numbers(), second.Numbers()));
        Assert.Equal("7", await Numbers(query with { After = second.Hits[^1].Keys }));
    }

    [Fact]
    public async Task Near_misses_fail_exactly_one_filter()
    {
        await Put(
            Indexed.Listing(1).With("class", "TC").With("language", "zh") with { Days = 3 },
            Indexed.Listing(2).With("class", "IC").With("language", "zh") with { Days = 3 },
            Indexed.Listing(3).With("class", "IC").With("language", "en") with { Days = 3 },
            Indexed.Listing(4).With("class", "TC").With("language", "zh") with { Days = 30 });

        var answer = await Ask(Indexed.All.Where("class", "TC").Where("language", "zh") with { DaysMax = 5, NearMisses = 10 });

        Assert.Equal("1", answer.Numbers());
        Assert.Equal([(4, "daysMax"), (2, "class")], Misses(answer));
    }

    private protected Task Put(params SearchDocument[] documents) => Index.Put(documents);

    private protected async Task<IndexAnswer> Ask(IndexQuery query) => await Index.Search(query);

    private protected async Task<string> Numbers(IndexQuery query) => (await Ask(query)).Numbers();

    private async Task<(string, string)> NumbersAndCounts(IndexQuery query, string facet)
    {
        var answer = await Ask(query);
        return (answer.Numbers(), answer.Counts(facet));
    }

    private static IEnumerable<(int, string)> Misses(IndexAnswer answer) => answer.NearMisses.Select(miss => (Indexed.Number(miss.Document), miss.Filter));
}
