using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Marketplace.Discovery;

/// <summary>What a facet counts is what one finds: each of its values, put in place of what stands there, gives exactly its count as total.</summary>
public sealed class FacetCountsTests(SearchApiTests.DemoSite demo) : IClassFixture<SearchApiTests.DemoSite>
{
    /// <summary>What is counted under all parameters but a facet's own, and goes with it.</summary>
    private static readonly Dictionary<string, string[]> own = new()
    {
        ["price"] = ["price", "currency", "priceMin", "priceMax"], ["days"] = ["days", "daysMax"],
    };

    [Theory]
    [InlineData("")]
    [InlineData("q=检测")]
    [InlineData("q=testing&lang=en")]
    [InlineData("class=TC")]
    [InlineData("class=TC.01")]
    [InlineData("class=TC&class=IC")]
    [InlineData("standard=iso-iec-17025-2017")]
    [InlineData("standard=iso-iec-17025-2017&equivalents=true")]
    [InlineData("standard=iso-iec-17025-2017&mark=CNAS&accreditor=CNAS")]
    [InlineData("evidence=self_declaration")]
    [InlineData("evidence=accreditation&evidence=certification")]
    [InlineData("region=CN")]
    [InlineData("region=CN-GD&region=abroad")]
    [InlineData("region=abroad&language=en")]
    [InlineData("serves=CN-GD")]
    [InlineData("providerSize=small&verdict=met")]
    [InlineData("verdict=notMet&verdict=notEvidenced")]
    [InlineData("basis=own_word")]
    [InlineData("language=zh&language=en")]
    [InlineData("price=none")]
    [InlineData("currency=CNY&priceMin=10000")]
    [InlineData("currency=CNY&priceMax=5000000&class=TC")]
    [InlineData("priceMin=10000&priceMax=900000&verdict=met")]
    [InlineData("daysMax=10")]
    [InlineData("daysMax=20&class=TC&verdict=met")]
    [InlineData("class=TC&f.delivery_mode=at_provider")]
    public async Task Each_value_in_place_gives_its_count(string query)
    {
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(it => (Name: it[..it.IndexOf('=')], Text: it)).ToList();
        var answer = await Search(query);
        var facets = answer["facets"]!.AsArray();
        Assert.NotEmpty(facets);
        foreach (var facet in facets)
        {
            var name = (string)facet!["name"]!;
            var gone = own.GetValueOrDefault(name, [name]);
            var others = parameters.Where(it => !gone.Contains(it.Name)).Select(it => it.Text).ToList();
            foreach (var value in facet["values"]!.AsArray())
            {
                var put = $"{name}={Uri.EscapeDataString((string)value!["value"]!)}";
                var total = (long)(await Search(string.Join('&', others.Append(put))))["total"]!;
                Assert.True((long)value["count"]! == total, $"{query}: {put} is counted {value["count"]} and found {total}");
            }
        }
    }

    private async Task<JsonNode> Search(string query) => (await demo.Client.GetFromJsonAsync<JsonNode>($"/api/v1/search?size=1&{query}"))!;
}
