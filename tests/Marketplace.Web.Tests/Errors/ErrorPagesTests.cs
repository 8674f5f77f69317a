using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Marketplace.Web.Errors;

public sealed class ErrorPagesTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/no-such-page")]
    [InlineData("/listings/lst_00000000000000000000000000")]
    [InlineData("/listings/nonsense")]
    [InlineData("/providers/prv_00000000000000000000000000")]
    [InlineData("/standards/no-such-standard")]
    [InlineData("/classes/XX.99")]
    public async Task What_is_not_there_is_said_in_the_reader_s_language(string path)
    {
        var english = await site.Visitor().GetAsync(path);
        var chinese = await site.Visitor("zh").GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, english.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, chinese.StatusCode);
        Assert.Contains("There is no such page", await english.Content.ReadAsStringAsync());
        Assert.Contains("没有这个页面", await chinese.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "/api/v1/no-such-thing", 404)]
    [InlineData("DELETE", "/api/v1/search", 405)]
    [InlineData("GET", "/api/v1/search?unknown=1", 400)]
    [InlineData("POST", "/api/v1/conformity", 415)]
    public async Task The_api_answers_problem_details(string method, string path, int status)
    {
        var answer = await site.Visitor().SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("code").GetString()!);
        Assert.NotEmpty(problem.GetProperty("errors").EnumerateArray().First().GetProperty("message").GetProperty("zh").GetString()!);
    }
}
