using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Marketplace.Web.Api;

/// <summary>Requests that once were answered otherwise than the description of the API says.</summary>
public sealed class RequestTests(Site site) : IClassFixture<Site>
{
    /// <summary>Two hundred characters that take two code units each, one more, and control characters.</summary>
    [Theory]
    [InlineData("/api/v1/standards", 200, 200)]
    [InlineData("/api/v1/standards", 201, 400)]
    [InlineData("/api/v1/methods", 201, 400)]
    [InlineData("/standards", 200, 200)]
    [InlineData("/standards", 201, 200)]
    public async Task A_question_is_measured_in_characters_and_never_cut_through_one(string path, int length, int status)
    {
        var question = "a" + string.Concat(Enumerable.Repeat("\U0001F9EA", length - 1));
        Assert.Equal(status, (int)(await site.Visitor().GetAsync($"{path}?q={Uri.EscapeDataString(question)}")).StatusCode);
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%1B")]
    [InlineData("%E2%80%AE")]
    public async Task A_question_with_a_hidden_character_is_refused_by_the_API_and_ignored_by_the_page(string character)
    {
        var refused = await site.Visitor().GetAsync($"/api/v1/standards?q=a{character}");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("\"field\":\"q\"", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync($"/standards?q=a{character}")).StatusCode);
    }

    [Fact]
    public async Task A_price_range_holds_whichever_end_comes_first() =>
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/api/v1/search?priceMin=200&priceMax=100")).StatusCode);

    [Theory]
    [InlineData("\"v1\"", null, 404)]
    [InlineData("\"v1\"", "text/plain", 415)]
    [InlineData(null, null, 415)]
    public async Task A_write_without_a_body_needs_a_version_or_a_declaration(string? version, string? type, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/listings/lst_00000000000000000000000000/publish");
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        if (type is not null) request.Content = new StringContent("", Encoding.UTF8, type);
        Assert.Equal(status, (int)(await (await site.Acting("operator")).SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/search", 200)]
    [InlineData("/api/v1/search", 200)]
    [InlineData("/standards/no-such-standard", 404)]
    public async Task HEAD_is_answered_as_GET_is(string path, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        Assert.Equal(status, (int)(await site.Visitor().SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task The_description_asks_of_problem_details_only_what_each_has()
    {
        using var description = JsonDocument.Parse(await site.Visitor().GetStringAsync("/openapi/v1.json"));
        Assert.StartsWith("3.1", description.RootElement.GetProperty("openapi").GetString());
        var problem = description.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("ApiProblem");
        Assert.DoesNotContain("current", problem.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.False(description.RootElement.GetProperty("components").GetProperty("schemas").TryGetProperty("ProblemDetails", out _));
    }
}
