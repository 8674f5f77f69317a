using CsCheck;
using Marketplace.Discovery.Search;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Discovery;

public sealed class SearchParametersTests(SearchMarket market) : IClassFixture<SearchMarket>
{
    [Theory]
    [InlineData("colour=red", "colour")]
    [InlineData("f.colour=red", "f.colour")]
    [InlineData("class=ZZ", "class")]
    [InlineData("standard=iso-1", "standard")]
    [InlineData("size=0", "size")]
    [InlineData("size=101", "size")]
    [InlineData("size=+5", "size")]
    [InlineData("sort=best", "sort")]
    [InlineData("equivalents=yes", "equivalents")]
    [InlineData("region=gd", "region")]
    [InlineData("days=1..3.5", "days")]
    [InlineData("price=CNY:1..2", "price")]
    [InlineData("priceMin=-1", "priceMin")]
    [InlineData("currency=cny", "currency")]
    [InlineData("q=a&q=b", "q")]
    [InlineData("q=a%00b", "q")]
    [InlineData("q=%E2%80%AEb", "q")]
    [InlineData("method=%20", "method")]
    public void The_api_refuses_what_it_does_not_take_and_names_it(string query, string field)
    {
        var refusal = market.Read(query).Refusal;
        Assert.Equal(RefusalKind.Invalid, refusal!.Kind);
        Assert.Contains(refusal.Problems, problem => problem.Field == field);
    }

    [Fact]
    public void Words_may_have_200_characters_and_no_more()
    {
        Assert.True(market.Read("q=" + new string('a', 200)).Succeeded);
        Assert.Equal("too_long", market.Read("q=" + new string('a', 201)).Refusal!.First.Code);
    }

    [Fact]
    public void A_page_ignores_what_it_does_not_know()
    {
        var request = market.Parameters.ReadLeniently(SearchMarket.Query("colour=red&class=TC&class=ZZ&size=x"), Language.Zh);
        Assert.Equal("class=TC", SearchUrl.Query(request));
    }

    [Fact]
    public void An_address_is_the_whole_state() => Requests().Sample(request =>
    {
        var read = market.Read(SearchUrl.Query(request));
        Assert.True(read.Succeeded, read.Refusal?.First.Message.En + " " + SearchUrl.Query(request));
        Assert.Equal(SearchUrl.Query(request), SearchUrl.Query(read.Value));
        Assert.Equal(request.Text, read.Value.Text);
    });

    [Fact]
    public void No_query_string_breaks_a_page() => Gen.String.Sample(text =>
        market.Parameters.ReadLeniently(SearchMarket.Query(text), Language.En) is not null);

    [Fact]
    public void Taking_a_filter_twice_takes_it_away()
    {
        var request = new SearchRequest().Toggle("region", "CN-GD").Toggle("class", "TC").Toggle("region", "CN-GD");
        Assert.Equal("class=TC", SearchUrl.Query(request));
    }

    /// <summary>Filters as the vocabulary lists them, in any combination.</summary>
    private Gen<SearchRequest> Requests()
    {
        var values = new (string Name, string[] Values)[]
        {
            ("class", ["TC", "TC.01", "IC.05"]), ("standard", [.. market.Catalogue.Standards.Take(5).Select(s => s.Id)]),
            ("permit", [.. market.Catalogue.Permits.Take(3).Select(p => p.Code)]), ("method", ["GB/T 17626.2", "铅 & 镉=?"]),
            ("region", ["CN-GD", "DE", "abroad"]), ("price", ["none", market.Vocabulary.Prices.All[0].Value]),
            ("days", [.. market.Vocabulary.Days.All.Select(b => b.Value)]), ("accreditor", ["CNAS", "DAkkS"]), ("f.delivery_mode", ["remote", "on_site"]),
        };
        var filter = Gen.Int[0, values.Length - 1].SelectMany(i => Gen.Int[0, values[i].Values.Length - 1].Select(k => values[i].Values[k]).Array[1, 3].Select(v => (values[i].Name, Values: v.Distinct().ToArray())));
        return Gen.Select(filter.Array[0, 5], Gen.Char.AlphaNumeric.Array[0, 20], Gen.Bool, Gen.Int[1, 100], Gen.Enum<SearchSort>())
            .Select((filters, text, flag, size, sort) => filters.Aggregate(
                new SearchRequest { Text = new string(text), Equivalents = flag, Size = size, Sort = sort },
                (request, f) => request.With(f.Name, f.Values)));
    }
}
