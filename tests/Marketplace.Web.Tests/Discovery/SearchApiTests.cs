using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Demo;
using Marketplace.Discovery.Coverage;
using Marketplace.Discovery.Search;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Discovery;

public sealed class SearchApiTests(SearchApiTests.DemoSite demo) : IClassFixture<SearchApiTests.DemoSite>
{
    [Fact]
    public async Task An_answer_has_exactly_the_described_members()
    {
        var text = await demo.Client.GetStringAsync("/api/v1/search?class=TC&q=检测&excluded=true&standard=iso-iec-17025-2017&equivalents=true&lang=zh");
        var answer = JsonSerializer.Deserialize<SearchResponse>(text, MarketJson.Strict)!;
        Assert.Equal(JsonSerializer.SerializeToNode(answer, MarketJson.Options)!.AsObject().Select(m => m.Key), JsonNode.Parse(text)!.AsObject().Select(m => m.Key));
        Assert.NotEmpty(answer.Items);
        var item = JsonNode.Parse(text)!["items"]![0]!.AsObject();
        Assert.Equal(["id", "version", "title", "provider", "class", "verdict", "basis", "standards", "permits", "price", "days", "updated", "why"], item.Select(m => m.Key));
        Assert.EndsWith("。", answer.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/search?colour=red", "colour")]
    [InlineData("/api/v1/search?cursor=forged", "cursor")]
    [InlineData("/api/v1/suggest?x=1", "x")]
    public async Task What_is_not_understood_is_a_400_that_names_it(string url, string field)
    {
        var response = await demo.Client.GetAsync(url);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(field, (string?)(await response.Content.ReadFromJsonAsync<JsonNode>())!["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task Coverage_says_each_line()
    {
        var response = await demo.Client.PostAsJsonAsync("/api/v1/coverage", new { lines = new[] { "GB 5009.12", "17626" }, equivalents = true });
        var answer = JsonSerializer.Deserialize<CoverageResponse>(await response.Content.ReadAsStringAsync(), MarketJson.Strict)!;
        Assert.NotNull(answer.Lines[0].Resolved);
        Assert.NotEmpty(answer.Lines[1].Candidates);
        Assert.All(answer.Items, item => Assert.Equal((1, "ambiguous"), (item.Of, item.Lines[1].Status)));
    }

    [Fact]
    public async Task Coverage_refuses_a_member_it_does_not_know()
    {
        var response = await demo.Client.PostAsJsonAsync("/api/v1/coverage", new { lines = new[] { "铅" }, colour = "red" });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("en", "Why is this here?")]
    [InlineData("zh", "为何列出？")]
    public async Task Pages_need_no_script_and_speak_the_readers_language(string language, string words)
    {
        var html = await demo.Visitor(language).GetStringAsync("/search?class=TC&excluded=true&unknown=1");
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        var ids = (await demo.Client.GetFromJsonAsync<JsonNode>("/api/v1/search?class=TC&size=4"))!["items"]!.AsArray().Select(i => (string)i!["id"]!).ToList();
        var compare = await demo.Visitor(language).GetStringAsync("/compare?ids=" + string.Join("&ids=", ids));
        Assert.Contains("data-row=\"verdict\"", compare, StringComparison.Ordinal);
        Assert.Contains("coverage", await demo.Visitor(language).GetStringAsync("/coverage?lines=GB+5009.12%0A17626"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_is_exported_with_its_sentence_and_hash()
    {
        var response = await demo.Client.GetAsync("/search.csv?class=TC");
        var csv = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("in Testing and calibration.", csv, StringComparison.Ordinal);
        Assert.EndsWith($"SHA-256,{response.Headers.GetValues("X-Content-SHA256").Single()}\r\n", csv, StringComparison.Ordinal);
    }

    /// <summary>A site with a small demo market, fully loaded and indexed.</summary>
    public sealed class DemoSite : IAsyncLifetime
    {
        private readonly Site site = new() { Settings = { ["Demo:Listings"] = "120" } };

        public HttpClient Client { get; private set; } = null!;

        public IServiceProvider Services => site.Services;

        public HttpClient Visitor(string language) => site.Visitor(language);

        public async ValueTask InitializeAsync()
        {
            Client = site.Visitor();
            var progress = site.Services.GetRequiredService<IDemoProgress>();
            for (var attempt = 0; progress.Wanted == 0 || progress.IsLoading; attempt++)
            {
                Assert.True(attempt < 300, "The demo market was not stored within a minute.");
                await Task.Delay(200);
            }

            await site.Services.GetRequiredService<OutboxPump>().CaughtUp().WaitAsync(TimeSpan.FromSeconds(60));
        }

        public ValueTask DisposeAsync() => site.DisposeAsync();
    }
}
