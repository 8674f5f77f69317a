using Marketplace.Discovery.Coverage;
using Marketplace.Discovery.Search;
using Xunit;

namespace Marketplace.Discovery;

public sealed class CoverageTests(SearchMarket market) : IClassFixture<SearchMarket>
{
    [Theory]
    [InlineData("GB/T 17626.2-2018 静电放电抗扰度", "GB/T 17626.2-2018", "electrostatic discharge immunity")]
    [InlineData("GB/T17626.2静电放电抗扰度", "GB/T 17626.2", "electrostatic discharge immunity")]
    [InlineData("gbt-17626-2-2018", "GB/T 17626.2-2018", null)]
    [InlineData("铅", null, "lead")]
    [InlineData("lead", null, "铅")]
    public void A_line_is_understood_in_either_language(string text, string? method, string? parameter)
    {
        var line = new ResolveLines(market.Vocabulary, market.Plans).Run(text, equivalents: false);
        Assert.True(line.IsResolved);
        Assert.Equal(method, line.Designation);
        if (parameter is not null) Assert.Contains(parameter, line.Parameters);
    }

    [Theory]
    [InlineData("17626")]
    [InlineData("GB/T 17626")]
    public void A_number_of_many_parts_asks_back(string text) =>
        Assert.True(new ResolveLines(market.Vocabulary, market.Plans).Run(text, false).Candidates.Count > 1);

    [Fact]
    public async Task Hits_come_by_how_much_they_cover_and_never_by_an_inactive_line()
    {
        var rows = market.Documents.SelectMany(d => d.Covered).Where(r => r.IsActiveOn(SearchMarket.Today) && r.Method.Length > 0).ToList();
        var asked = rows.Select(r => r.Method).Distinct().Take(5).ToList();
        var answer = (await market.Coverage.Run(asked, new SearchRequest { Size = 100 }, SearchMarket.Today, TestContext.Current.CancellationToken)).Value;
        Assert.NotEmpty(answer.Hits);
        Assert.Equal(answer.Hits.Select(h => h.Covered + h.Flexible).OrderDescending(), answer.Hits.Select(h => h.Covered + h.Flexible));
        Assert.All(answer.Hits.SelectMany(h => h.Lines), line => Assert.True(line.Row is null || line.Row.IsActiveOn(SearchMarket.Today)));
        var expected = market.Documents.Count(d => d.IsListedOn(SearchMarket.Today) && d.Covered.Any(r => r.IsActiveOn(SearchMarket.Today) && asked.Contains(r.Method)));
        Assert.Equal(expected, answer.Total);
    }

    [Fact]
    public void An_edition_is_covered_only_as_accredited_or_by_flexible_scope()
    {
        var line = new TestLine("x", new MethodAsk("x", [("GB1", "2020")]), "GB 1-2020", [], []);
        Assert.Equal(LineStatus.Covered, Status(new CoveredRow("GB1", "2020", "2020", "", "", false, default, null)));
        Assert.Equal(LineStatus.Flexible, Status(new CoveredRow("GB1", "2020", "2010", "", "", true, default, null)));
        Assert.Equal(LineStatus.NotCovered, Status(new CoveredRow("GB1", "2010", "2010", "", "", false, default, null)));
        Assert.Equal(LineStatus.NotCovered, Status(new CoveredRow("GB1", "2020", "2020", "", "", false, default, SearchMarket.Today.AddDays(-1))));

        LineStatus Status(CoveredRow row) => LineCoverage.Of(line, market.Documents[0] with { Covered = [row] }, SearchMarket.Today).Status;
    }

    [Fact]
    public async Task Nothing_or_too_much_is_refused()
    {
        foreach (var lines in new IReadOnlyList<string>[] { [], ["", " "], [.. Enumerable.Repeat("铅", FindCoverage.MostLines + 1)], ["a\0"], [new string('a', 201)] })
            Assert.NotNull((await market.Coverage.Run(lines, new SearchRequest(), SearchMarket.Today, TestContext.Current.CancellationToken)).Refusal);
    }
}
