using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Api;

/// <summary>Every endpoint of the API that is read from, as routing knows them, is held to the parameters it takes.</summary>
public sealed class KnownParametersTests(Site site) : IClassFixture<Site>
{
    private IReadOnlyList<string> Paths =>
    [
        .. from endpoint in site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
           let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
           where route.StartsWith("/api/", StringComparison.Ordinal)
               && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("GET")
           select string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "x" : part)),
    ];

    [Fact]
    public async Task An_unknown_parameter_is_refused_everywhere_and_named()
    {
        Assert.Superset(new HashSet<string> { "/api/v1/classes", "/api/v1/standards", "/api/v1/methods", "/api/v1/suggest", "/api/v1/search", "/api/v1/listings/x" }, Paths.ToHashSet());
        foreach (var path in Paths)
        {
            await IsRefused($"{path}?surprise=1", "surprise");
            await IsRefused($"{path}?a%00b=1", "?");
        }
    }

    [Theory]
    [InlineData("/api/v1/classes?lang=fr", "lang")]
    [InlineData("/api/v1/standards?lang=zh&lang=en", "lang")]
    [InlineData("/api/v1/standards?status=current&status=withdrawn", "status")]
    [InlineData("/api/v1/standards?status=bogus", "status")]
    [InlineData("/api/v1/standards?family=XX", "family")]
    [InlineData("/api/v1/classes?family=XX", "family")]
    [InlineData("/api/v1/methods?body=nobody", "body")]
    [InlineData("/api/v1/methods?jurisdiction=XX", "jurisdiction")]
    [InlineData("/api/v1/methods?confidence=none", "confidence")]
    [InlineData("/api/v1/listings/lst_00000000000000000000000000?on=2026-02-30", "on")]
    public async Task A_value_that_none_has_is_refused_and_named(string url, string field) => await IsRefused(url, field);

    [Theory]
    [InlineData("/api/v1/classes?lang=zh")]
    [InlineData("/api/v1/standards?family=TC&confidence=verified&lang=en")]
    [InlineData("/api/v1/methods?q=GB%2FT")]
    public async Task What_is_known_is_answered(string url) =>
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync(url)).StatusCode);

    [Fact]
    public async Task A_thousand_unknown_parameters_are_answered_in_a_few_words()
    {
        var query = string.Join('&', Enumerable.Range(0, 1000).Select(i => $"p{i}=1"));
        foreach (var path in (string[])["/api/v1/search", "/api/v1/standards"])
        {
            var answer = await site.Visitor().GetAsync($"{path}?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1, 8000);
        }

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync($"/search?{query}")).StatusCode);
    }

    private async Task IsRefused(string url, string field)
    {
        var answer = await site.Visitor().GetAsync(url);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{url} answered {(int)answer.StatusCode}");
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]![0]!;
        Assert.Equal(field, (string?)error["field"]);
        Assert.NotEmpty((string)error["message"]!["zh"]!);
        Assert.NotEmpty((string)error["message"]!["en"]!);
    }
}
