using Bunit;
using Marketplace.Discovery.Search;
using Microsoft.Extensions.DependencyInjection;
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
            .Add(c => c.Request, [new("q", "EMC"), new("region", "CN-GD"), new("method", "GB/T 1"), new("sort", "price")]));
        Assert.True(form.Find("input[name=region][value=CN-GD]").HasAttribute("checked"));
        Assert.False(form.Find("input[name=region][value=DE]").HasAttribute("checked"));
        Assert.Equal(["q", "method", "sort"], form.FindAll("input[type=hidden]").Select(i => i.GetAttribute("name")));
    }
}
