using Marketplace.Discovery.Search;
using Marketplace.Standards;
using Xunit;

namespace Marketplace.Discovery;

public sealed class SearchListingsTests(SearchMarket market) : IClassFixture<SearchMarket>
{
    public static TheoryData<string> Searches { get; } =
    [
        "", "q=检测", "class=TC", "class=TC&class=IC.05", "mark=CNAS", "evidence=self_declaration", "region=abroad&priceMax=500000",
        "verdict=met&mark=CMA&daysMax=20", "class=TC.01&standard=iso-iec-17025-2017&equivalents=true", "class=IC&basis=own_word", "price=none",
        "standard=gbt-27025-2019&equivalents=true&accreditor=CNAS",
    ];

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task A_listed_value_in_place_of_what_stands_there_gives_its_count(string query)
    {
        var request = market.Read(query).Value;
        var answer = await market.Find(query);
        foreach (var (name, counts) in answer.Found.Facets)
        {
            foreach (var count in counts)
            {
                var replaced = (name switch
                {
                    "price" => request with { Currency = null, PriceMin = null, PriceMax = null },
                    "days" => request with { DaysMax = null },
                    _ => request,
                }).With(name, [count.Value]);
                Assert.Equal(count.Count, (await market.Find(SearchUrl.Query(replaced))).Found.Total);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("q=检测&sort=price")]
    [InlineData("class=TC&sort=days")]
    public async Task Walking_the_pages_shows_every_hit_once(string query)
    {
        var seen = new List<string>();
        var all = await market.Find(query + "&size=100");
        for (string? next = ""; next is not null;)
        {
            var page = await market.Find($"{query}&size=7{(next.Length > 0 ? "&cursor=" + next : "")}");
            seen.AddRange(page.Found.Hits.Take(page.Shown).Select(hit => hit.Document.Id.Value));
            next = page.Next;
        }

        Assert.Equal(all.Found.Total, seen.Distinct().Count());
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(all.Found.Hits.Take(all.Shown).Select(hit => hit.Document.Id.Value), seen.Take(all.Shown));
    }

    [Fact]
    public async Task A_forged_cursor_and_one_of_another_search_are_refused()
    {
        var next = (await market.Find("size=5")).Next!;
        var forged = (next[0] == 'A' ? 'B' : 'A') + next[1..];
        foreach (var query in new[] { $"cursor={forged}", "cursor=abc", "cursor=%7B%7D", $"class=TC&cursor={next}" })
        {
            var outcome = await market.Search.Run(market.Read(query).Value, SearchMarket.Today, false, TestContext.Current.CancellationToken);
            Assert.Equal("bad_cursor", outcome.Refusal!.First.Code);
        }
    }

    [Fact]
    public async Task A_standard_means_active_evidence_that_names_it_and_equivalents_bring_their_chains()
    {
        const string asked = "iso-iec-17025-2017";
        var alone = await market.Find($"standard={asked}&size=100");
        Assert.All(alone.Found.Hits, hit => Assert.Contains(hit.Document.Claims, claim => claim.StandardId == asked && claim.IsActiveOn(SearchMarket.Today)));
        var accepted = await market.Find($"standard={asked}&equivalents=true&size=100");
        Assert.True(accepted.Found.Total > alone.Found.Total);
        Assert.NotEmpty(accepted.Plan.Chains);
        Assert.All(accepted.Plan.Chains, chain => Assert.Equal((asked, "IDT"), (chain.Value.Via[0], chain.Value.Degree)));
    }

    [Fact]
    public async Task What_is_excluded_says_the_day_on_which_a_certificate_ran_out()
    {
        var (document, claim) = market.Documents.SelectMany(d => d.Claims.Select(c => (Document: d with { ListedUntil = null }, Claim: c)))
            .First(it => it.Claim is { Certificate: not null, StandardId: not null, ActiveUntil: not null, StatusAfter: EvidenceStatus.Expired }
                && it.Document.Claims.Count(c => c.StandardId == it.Claim.StandardId) == 1);
        var plan = market.Plans.For(market.Read($"standard={claim.StandardId}").Value, claim.ActiveUntil!.Value.AddDays(30), null);
        var fail = new MissReason(market.Vocabulary).For(new NearMiss(document, "standard"), plan).Fails.Single();
        Assert.Equal(claim.StandardId, fail.Requirement);
        Assert.EndsWith($"expired on {claim.ActiveUntil:yyyy-MM-dd}.", fail.Reason.En, StringComparison.Ordinal);
        Assert.Contains(claim.Number!, fail.Reason.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_modified_adoption_is_partial_and_another_edition_does_not_serve()
    {
        var (asked, held) = market.Catalogue.Standards.SelectMany(s => market.Catalogue.Equivalences.Partial(s.Id).Keys.Select(k => (s.Id, k))).First();
        Assert.Contains("(MOD): partial", Reason(asked, held), StringComparison.Ordinal);
        Assert.Contains("does not serve for 2026", Reason("iso-iec-17020-2026", "iso-iec-17020-2012"), StringComparison.Ordinal);

        string Reason(string ask, string has)
        {
            var claim = new ClaimRow("crt", "N", has, null, "accreditation", [], "CNAS", Verification.Declared, null, DateOnly.MinValue, null, EvidenceStatus.Active);
            var plan = market.Plans.For(market.Read($"standard={ask}&equivalents=true").Value, SearchMarket.Today, null);
            return new MissReason(market.Vocabulary).For(new NearMiss(market.Documents[0] with { Claims = [claim] }, "standard"), plan).Fails.Single().Reason.En!;
        }
    }

    [Fact]
    public async Task A_class_facet_comes_where_every_chosen_class_has_it()
    {
        Assert.DoesNotContain((await market.Find("")).Plan.Query.Facets, name => name.StartsWith("f.", StringComparison.Ordinal));
        Assert.Contains("f.report_marks", (await market.Find("class=TC")).Plan.Query.Facets);
        var both = (await market.Find("class=TC&class=IP")).Plan.Query.Facets;
        Assert.DoesNotContain("f.report_marks", both);
        Assert.Contains("f.delivery_mode", both);
    }

    [Theory]
    [InlineData("EMC", "电磁兼容")]
    [InlineData("检测", "testing")]
    [InlineData("GB/T17626.2", "GB/T 17626.2-2018")]
    public void Words_are_looked_for_in_both_languages(string text, string alternative) =>
        Assert.Contains(alternative, market.Plans.For(new SearchRequest { Text = text }, SearchMarket.Today, null).Query.Text!.Clauses.Single());
}
