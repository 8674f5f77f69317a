using Marketplace.Discovery;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

/// <summary>What an index finds by words, in both languages.</summary>
public abstract class SearchTextContract
{
    private protected abstract ISearchIndex Index { get; }

    [Theory]
    [InlineData("vibrations", "1")]
    [InlineData("ＶＩＢＲＡＴＩＯＮ", "1")]
    [InlineData("the vibration of a", "1")]
    [InlineData("振动", "1")]
    [InlineData("振", "")]
    [InlineData("电磁兼容", "2")]
    [InlineData("GB/T 17626.2", "2")]
    [InlineData("17626.3", "")]
    [InlineData("天平", "3")]
    [InlineData("Zhongzheng", "1 2 3")]
    public async Task Both_languages_are_analysed_alike(string words, string found)
    {
        await PutThree();

        Assert.Equal(found, Sorted(await Index.Search(Indexed.All.Saying(words))));
    }

    [Fact]
    public async Task Every_clause_must_match_by_any_of_its_alternatives()
    {
        await PutThree();

        Assert.Equal("1", Sorted(await Index.Search(Indexed.All.Saying("振动", "testing"))));
        Assert.Equal("", Sorted(await Index.Search(Indexed.All.Saying("振动", "电磁兼容"))));
        Assert.Equal("1 2", Sorted(await Index.Search(Indexed.All.Saying("振动|电磁兼容"))));
    }

    [Fact]
    public async Task Three_quarters_of_the_tokens_rounded_down_must_stand_in_one_field()
    {
        await Index.Put([Indexed.Listing(1).Titled(null, "alpha beta gamma"), Indexed.Listing(2).Titled(null, "alpha beta"), Indexed.Listing(3).Titled(null, "alpha") with { Keywords = ["beta gamma"] }]);

        Assert.Equal("1", Sorted(await Index.Search(Indexed.All.Saying("alpha beta gamma delta"))));
        Assert.Equal("1 2 3", Sorted(await Index.Search(Indexed.All.Saying("alpha beta gamma"))));
        Assert.Equal("1 2 3", Sorted(await Index.Search(Indexed.All.Saying("alpha epsilon"))));
    }

    [Fact]
    public async Task Repeating_a_word_more_than_three_times_gains_nothing()
    {
        await Index.Put([
            Indexed.Listing(1).Titled(null, "calibration calibration calibration"),
            Indexed.Listing(2).Titled(null, string.Join(' ', Enumerable.Repeat("calibration", 400)))]);

        var hits = (await Index.Search(Indexed.All.Saying("calibration"))).Hits;

        Assert.Equal(hits[0].Keys.Key, hits[1].Keys.Key, 6);
    }

    [Fact]
    public async Task A_word_in_the_title_ranks_above_one_in_the_summary()
    {
        await Index.Put([
            Indexed.Listing(1).Titled(null, "Service one") with { Summary = new Bilingual(null, "calibration service") },
            Indexed.Listing(2).Titled(null, "Calibration service") with { Summary = new Bilingual(null, "service one") }]);

        Assert.Equal("2 1", (await Index.Search(Indexed.All.Saying("calibration"))).Numbers());
    }

    [Fact]
    public async Task Facets_and_filters_apply_to_what_the_text_found()
    {
        await Index.Put([
            Indexed.Listing(1).Titled("振动", null).With("class", "TC"), Indexed.Listing(2).Titled("振动", null).With("class", "IC"), Indexed.Listing(3).Titled("校准", null).With("class", "TC")]);

        var answer = await Index.Search(Indexed.All.Saying("振动").Where("class", "TC") with { Facets = ["class"] });

        Assert.Equal(("1", "IC:1 TC:1"), (answer.Numbers(), answer.Counts("class")));
    }

    [Theory]
    [InlineData("calibraton", "calibration")]
    [InlineData("Clibration", "calibration")]
    [InlineData("calibration", null)]
    [InlineData("校准电子天枰", "校准电子天平")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public async Task A_misspelled_word_is_put_right_by_a_frequent_one(string word, string? meant)
    {
        await Index.Put([Indexed.Listing(1).Titled("校准电子天平", "Calibration"), Indexed.Listing(2).Titled("校准电子天平", "Calibration of balances")]);

        Assert.Equal(meant, await Index.Nearest(word));
    }

    private Task PutThree() => Index.Put([
        Named(1).Titled("振动试验", "Vibration testing"),
        Named(2).Titled("电磁兼容检测", "EMC tests") with { ScopeWords = ["gb/t 17626.2", "静电放电"] },
        Named(3).Titled("电子天平校准", null)]);

    private static SearchDocument Named(int number) => Indexed.Listing(number) with { ProviderName = new Bilingual("中正", "Zhongzheng") };

    private static string Sorted(IndexAnswer answer) => string.Join(' ', answer.Hits.Select(hit => Indexed.Number(hit.Document)).Order());
}
