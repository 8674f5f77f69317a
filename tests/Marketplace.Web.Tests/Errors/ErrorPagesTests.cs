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
    [InlineData("POST", "/providers/new", 400, "cannot be understood", "无法理解")]
    [InlineData("DELETE", "/search", 405, "does not take that", "不支持")]
    [InlineData("FOO", "/", 405, "does not take that", "不支持")]
    [InlineData("GET", "/search.csv?cursor=forged", 400, "cannot be understood", "无法理解")]
    [InlineData("GET", "/search?cursor=forged", 400, "does not belong to this search", "不属于此次检索")]
    [InlineData("GET", "/search?cursor=%FF", 400, "does not belong to this search", "不属于此次检索")]
    [InlineData("GET", "/providers?after=forged", 400, "does not belong to this list", "不属于此列表")]
    [InlineData("GET", "/provider/listings", 403, "people who are signed in", "须登录后使用")]
    [InlineData("GET", "/listings/new", 403, "people who are signed in", "须登录后使用")]
    public async Task What_is_refused_is_said_in_the_reader_s_language(string method, string path, int status, string english, string chinese)
    {
        foreach (var (language, words) in new[] { ("en", english), ("zh", chinese) })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method == "POST") request.Content = new FormUrlEncodedContent([new("_handler", "register")]);
            var answer = await site.Visitor(language).SendAsync(request);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains(words, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("no-such-form")]
    [InlineData(null)]
    public async Task A_form_that_the_page_does_not_have_is_answered_with_the_site_s_own_page(string? form)
    {
        var visitor = site.Visitor("zh");
        var page = await visitor.GetStringAsync("/demo/act-as");
        var token = page.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        Dictionary<string, string> fields = new() { ["__RequestVerificationToken"] = token };
        if (form is not null) fields["_handler"] = form;

        var answer = await visitor.PostAsync("/demo/act-as", new FormUrlEncodedContent(fields));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("无法理解", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_body_larger_than_anything_takes_is_read_to_its_end_and_answered()
    {
        foreach (var path in (string[])["/providers/new", "/api/v1/providers"])
        {
            using var body = new ByteArrayContent(new byte[33 << 20]);
            body.Headers.ContentType = new("application/x-www-form-urlencoded");
            var answer = await site.Visitor().PostAsync(path, body);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
            Assert.NotEmpty(await answer.Content.ReadAsStringAsync());
        }
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

    [Theory]
    [InlineData("/api/v1/standards?q=")]
    [InlineData("/api/v1/methods?q=")]
    [InlineData("/api/v1/search?q=")]
    [InlineData("/api/v1/search?method=")]
    [InlineData("/api/v1/suggest?q=")]
    [InlineData("/search?q=")]
    [InlineData("/standards?q=")]
    [InlineData("/methods?q=")]
    [InlineData("/providers?q=")]
    public async Task No_code_point_in_a_query_breaks_anything(string path)
    {
        string[] doubtful = ["%00", "%EF%BF%BE", "%EF%B7%90", "%F4%8F%BF%BF", "%ED%A0%80", "%C0%80", "%E2%80%AE", "%F0%9F%98%80", "%FF", "%"];
        foreach (var text in doubtful)
            Assert.InRange((int)(await site.Visitor().GetAsync(path + "a" + text)).StatusCode, 200, 499);
    }
}
