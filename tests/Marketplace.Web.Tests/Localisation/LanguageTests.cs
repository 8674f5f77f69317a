using System.Net;
using Xunit;

namespace Marketplace.Web.Localisation;

public sealed class LanguageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("zh-TW,en;q=0.5", "zh-Hans")]
    [InlineData("zh-Hant-HK", "zh-Hans")]
    [InlineData("en-GB,zh;q=0.9", "en")]
    [InlineData("fr, zh;q=0.3, en;q=0.8", "en")]
    [InlineData("fr", "en")]
    public async Task The_browser_s_wish_decides_first(string wish, string language)
    {
        var client = site.CreateClient();
        client.DefaultRequestHeaders.Add("Accept-Language", wish);

        Assert.Contains($"<html lang=\"{language}\"", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task A_choice_is_remembered_and_leads_back()
    {
        var client = site.Visitor();

        var answer = await client.GetAsync("/language/zh?back=" + Uri.EscapeDataString("/standards?q=17025"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/standards?q=17025", answer.Headers.Location!.OriginalString);
        Assert.Contains("<html lang=\"zh-Hans\"", await client.GetStringAsync("/"));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/%2f/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    public async Task Nobody_is_led_to_another_site(string back)
    {
        var answer = await site.Visitor().GetAsync("/language/zh?back=" + Uri.EscapeDataString(back));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }
}
