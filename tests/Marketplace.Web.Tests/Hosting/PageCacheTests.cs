using System.Net.Http.Json;
using Xunit;

namespace Marketplace.Web.Hosting;

public sealed class PageCacheTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_page_asked_for_twice_is_rendered_once()
    {
        await site.Visitor().GetAsync("/?again");

        Assert.NotNull((await site.Visitor().GetAsync("/?again")).Headers.Age);
    }

    [Fact]
    public async Task It_is_rendered_anew_for_another_language_theme_and_day()
    {
        var english = site.Visitor();
        await english.GetAsync("/?anew");
        Assert.Contains("十大服务门类", await site.Visitor("zh").GetStringAsync("/?anew"));

        await english.GetAsync("/theme/dark");
        Assert.Contains("data-theme=\"dark\"", await english.GetStringAsync("/?anew"));

        await site.Visitor().PostAsJsonAsync("/dev/clock", new { now = "2031-05-05T00:00:00Z" });
        Assert.Null((await site.Visitor().GetAsync("/?anew")).Headers.Age);
        await site.Visitor().PostAsJsonAsync("/dev/clock", new { now = (string?)null });
    }

    [Fact]
    public async Task Whoever_acts_neither_fills_the_cache_nor_is_served_from_it()
    {
        var operatorClient = await site.Acting("operator");

        Assert.Contains("You are acting as", await operatorClient.GetStringAsync("/?acting"));
        Assert.DoesNotContain("You are acting as", await site.Visitor().GetStringAsync("/?acting"));
        Assert.Contains("You are acting as", await operatorClient.GetStringAsync("/?acting"));
    }

    [Fact]
    public async Task A_page_with_a_token_is_never_kept()
    {
        await site.Visitor().GetAsync("/demo/act-as");

        var answer = await site.Visitor().GetAsync("/demo/act-as");

        Assert.Null(answer.Headers.Age);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }
}
