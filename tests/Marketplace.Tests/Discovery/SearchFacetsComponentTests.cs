using Bunit;
using Marketplace.Discovery.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Marketplace.Discovery;

public sealed class SearchFacetsComponentTests : BunitContext
{
    [Fact]
    public void Ticked_boxes_and_the_rest_of_the_search_are_sent_together()
    {
        Services.AddLocalization();
        var group = new FacetGroup("region", "Location", true, [new("CN-GD", "Guangdong", 3, true, 0), new("DE", "Germany", 1, false, 0)], []);
        var form = Render<SearchFacets>(p => p
            .Add(c => c.Groups, [group])
            .Add(c => c.Range, new AskedRange("CNY", "", "", ""))
            .Add(c => c.Request, [new("q", "EMC"), new("region", "CN-GD"), new("method", "GB/T 1"), new("sort", "price")]));
        Assert.True(form.Find("input[name=region][value=CN-GD]").HasAttribute("checked"));
        Assert.False(form.Find("input[name=region][value=DE]").HasAttribute("checked"));
        Assert.Equal(["q", "method", "sort"], form.FindAll("input[type=hidden]").Select(i => i.GetAttribute("name")));
    }

    [Fact]
    public void A_price_that_is_no_amount_is_given_back_with_the_fault_at_its_field()
    {
        Services.AddLocalization();
        var (asked, request) = AskedRange.Read(new QueryCollection(new Dictionary<string, StringValues> { ["from"] = "cheap", ["to"] = "1,200.50" }), new SearchRequest());

        var form = Render<RangeFilter>(p => p.Add(c => c.Asked, asked));

        Assert.Equal(120050, request.PriceMax);
        Assert.Null(request.PriceMin);
        Assert.True(form.Find("details").HasAttribute("open"));
        var wrong = form.Find("#range-from");
        Assert.Equal(("cheap", "true"), (wrong.GetAttribute("value"), wrong.GetAttribute("aria-invalid")));
        Assert.NotEmpty(form.Find("#" + wrong.GetAttribute("aria-describedby")).TextContent);
        Assert.Null(form.Find("#range-to").GetAttribute("aria-invalid"));
    }

    [Theory]
    [InlineData("CNY", "10", "20", 1000, 2000)]
    [InlineData("JPY", "10", "20", 10, 20)]
    [InlineData("CNY", "20", "10", 1000, 2000)]
    public void Whole_units_become_minor_ones_and_the_lower_comes_first(string currency, string from, string to, long min, long max)
    {
        var query = new QueryCollection(new Dictionary<string, StringValues> { ["from"] = from, ["to"] = to });
        var (_, request) = AskedRange.Read(query, new SearchRequest { Currency = currency });
        Assert.Equal((min, max), (request.PriceMin!.Value, request.PriceMax!.Value));
    }

    [Fact]
    public void Empty_fields_ask_for_nothing()
    {
        var query = new QueryCollection(new Dictionary<string, StringValues> { ["from"] = "", ["to"] = "", ["daysMax"] = "" });
        var (asked, request) = AskedRange.Read(query, new SearchRequest { Currency = "CNY" });
        Assert.True(request.IsOpen);
        Assert.Null(request.Currency);
        Assert.False(asked.IsWrong);
    }
}
