using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Xunit;

namespace Marketplace.Web.Hosting;

public sealed partial class HomePageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("en", "Ten families")]
    [InlineData("zh", "十大服务门类")]
    public async Task It_shows_the_ten_families_and_has_no_word_without_translation(string language, string heading)
    {
        var page = await site.Visitor(language).GetStringAsync("/");

        Assert.Contains(heading, page);
        Assert.Equal(10, Regex.Count(page, "href=\"/classes#"));
        Assert.DoesNotMatch(">home\\.[a-z.]+<", page);
    }

    [Fact]
    public async Task It_is_small_and_asks_for_little()
    {
        var client = site.Visitor();
        var html = await client.GetStringAsync("/");
        var assets = Asset().Matches(html).Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.InRange(assets.Length, 1, 7);

        long total = 0;
        foreach (var path in assets.Append("/"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
            var answer = await client.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, path);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            if (path == "/")
            {
                Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
                Assert.InRange(bytes.Length, 1, 15_000);
                using var plain = new StreamReader(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress));
                Assert.StartsWith("<!DOCTYPE html>", await plain.ReadToEndAsync());
            }

            total += bytes.Length;
        }

        Assert.InRange(total, 1, 100_000);
    }

    [Fact]
    public async Task It_carries_neither_inline_script_nor_inline_style()
    {
        var html = await site.Visitor().GetStringAsync("/");

        Assert.DoesNotMatch("<script(?![^>]* src=)", html);
        Assert.DoesNotMatch("<style|style=\"|onclick=", html);
    }

    [GeneratedRegex("<(?:link rel=\"(?:stylesheet|icon)\"[^>]*? href|script[^>]*? src)=\"([^\"]+)\"")]
    private static partial Regex Asset();
}
