using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Standards;
using Marketplace.Standards.Schema;
using Microsoft.Extensions.DependencyInjection;
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

    [Theory]
    [InlineData("/api/v1/standards?jurisdiction=CN&status=published", "jurisdiction", "CN")]
    [InlineData("/api/v1/methods?q=17626.2", "number", "GB/T 17626.2")]
    [InlineData("/api/v1/standards?confidence=memory", "confidence", "memory")]
    public async Task A_list_of_the_catalogue_is_narrowed_by_what_is_asked(string path, string member, string value)
    {
        var whole = await site.Visitor().GetFromJsonAsync<JsonElement>(path[..path.IndexOf('?')]);
        var found = await site.Visitor().GetFromJsonAsync<JsonElement>(path);
        Assert.InRange(found.GetProperty("total").GetInt32(), 1, whole.GetProperty("total").GetInt32() - 1);
        Assert.All(found.GetProperty("items").EnumerateArray(), it => Assert.Equal(value, it.GetProperty(member).GetString()));
    }

    [Theory]
    [InlineData("?family=TC", "TC.01", "TE.01")]
    [InlineData("?q=校准", "TC.08", "TC.03")]
    public async Task Classes_are_narrowed_by_family_and_words(string query, string within, string without)
    {
        var found = await site.Visitor().GetStringAsync("/api/v1/classes" + query);
        Assert.Contains($"\"code\":\"{within}\"", found);
        Assert.DoesNotContain($"\"code\":\"{without}\"", found);
    }

    [Fact]
    public async Task A_reversed_price_range_is_refused_by_the_API_and_read_as_meant_by_the_page()
    {
        var refused = await site.Visitor().GetAsync("/api/v1/search?priceMin=200&priceMax=100");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("\"field\":\"priceMin\"", await refused.Content.ReadAsStringAsync());
        Assert.Contains("name=\"priceMin\" value=\"100\"", await site.Visitor().GetStringAsync("/search?priceMin=200&priceMax=100"));
    }

    [Theory]
    [InlineData("\"v1\"", null, 404)]
    [InlineData("\"v1\"", "text/plain", 415)]
    [InlineData(null, null, 428)]
    [InlineData(null, "text/plain", 415)]
    public async Task A_write_without_a_body_needs_a_version(string? version, string? type, int status)
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

    [Theory]
    [InlineData("\"class\":\"TC\",\"priceMin\":100,\"equivalents\":true", 200)]
    [InlineData("\"class\":[\"TC\"]", 200)]
    [InlineData("\"method\":7", 400)]
    [InlineData("\"accreditor\":true", 400)]
    [InlineData("\"priceMin\":\"100\"", 400)]
    [InlineData("\"equivalents\":\"true\"", 400)]
    [InlineData("\"surprise\":\"true\"", 400)]
    [InlineData("\"cursor\":\"true\"", 400)]
    public async Task Coverage_takes_a_parameter_only_in_its_own_type(string members, int status)
    {
        using var body = new StringContent("{\"lines\":[\"GB/T 17626.2\"]," + members + "}", Encoding.UTF8, "application/json");
        Assert.Equal(status, (int)(await site.Visitor().PostAsync("/api/v1/coverage", body)).StatusCode);
    }

    [Fact]
    public async Task The_schema_of_every_class_is_given_as_the_demo_answers_are_held_to()
    {
        var catalogue = site.Services.GetRequiredService<Catalogue>();
        foreach (var @class in catalogue.Classes)
            Assert.True(JsonNode.DeepEquals(AnswersSchema.Of(catalogue.Specification(@class.Code)!), await site.Visitor().GetFromJsonAsync<JsonNode>($"/api/v1/classes/{@class.Code}/schema")), @class.Code);
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
