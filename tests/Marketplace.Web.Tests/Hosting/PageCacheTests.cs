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

    [Fact]
    public async Task A_reader_gets_no_encoding_that_another_one_asked_for()
    {
        using var packed = site.Visitor();
        packed.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        Assert.Equal(["br"], (await packed.GetAsync("/?packed")).Content.Headers.ContentEncoding);
        foreach (var accepted in (string[])["br;q=0", "brown", "identity", "br;q=0, gzip;q=0"])
        {
            using var plain = site.Visitor();
            plain.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", accepted);
            Assert.Empty((await plain.GetAsync("/?packed")).Content.Headers.ContentEncoding);
        }
    }

    [Fact]
    public async Task Nothing_a_stranger_sends_shows_up_in_the_page_of_another()
    {
        using var stranger = new HttpRequestMessage(HttpMethod.Get, "/?poisoned");
        stranger.Headers.Host = "evil.example";
        stranger.Headers.TryAddWithoutValidation("X-Forwarded-Host", "evil.example");
        stranger.Headers.TryAddWithoutValidation("X-Original-URL", "/evil.example");
        stranger.Headers.TryAddWithoutValidation("Cookie", "acting=forged; lang=evil.example; theme=evil.example");
        stranger.Headers.TryAddWithoutValidation("Accept-Language", "evil.example, zh;q=0.0001, en;q=nonsense");
        await site.Visitor().SendAsync(stranger);

        Assert.DoesNotContain("evil.example", await site.Visitor().GetStringAsync("/?poisoned"));
    }

    [Fact]
    public async Task A_forged_cookie_acts_as_nobody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/?forged");
        request.Headers.TryAddWithoutValidation("Cookie", "acting=CfDJ8operator");
        Assert.DoesNotContain("You are acting as", await (await site.Visitor().SendAsync(request)).Content.ReadAsStringAsync());
    }
}
