using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Marketplace.Web.Identity;

public sealed class ActAsTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("GET", "/dev/people")]
    [InlineData("POST", "/dev/act-as")]
    [InlineData("POST", "/dev/clock")]
    [InlineData("GET", "/demo/act-as")]
    public async Task A_production_site_has_nothing_of_it(string method, string path)
    {
        await using var production = new Site { EnvironmentName = "Production" };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = JsonContent.Create(new { person = "operator" });

        var answer = await production.Visitor().SendAsync(request);

        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task One_of_each_role_is_offered()
    {
        var people = await site.Visitor().GetFromJsonAsync<JsonElement>("/dev/people");

        var roles = people.EnumerateArray().Select(p => p.GetProperty("role").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "buyer", "procurement", "operator" }, roles);
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_from_other_sites()
    {
        var answer = await site.Visitor().PostAsJsonAsync("/dev/act-as", new { person = "operator" });

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
    }

    [Fact]
    public async Task Null_makes_a_visitor_again()
    {
        var client = await site.Acting("operator");
        Assert.Contains("You are acting as", await client.GetStringAsync("/?null"));

        await client.PostAsJsonAsync("/dev/act-as", new { person = (string?)null });

        Assert.DoesNotContain("You are acting as", await client.GetStringAsync("/?null"));
    }

    [Fact]
    public async Task Nobody_can_be_made_up()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visitor().PostAsJsonAsync("/dev/act-as", new { person = "admin" })).StatusCode);

        var forger = site.Visitor();
        forger.DefaultRequestHeaders.Add("Cookie", "acting=operator");
        Assert.DoesNotContain("You are acting as", await forger.GetStringAsync("/?forged"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task With_the_cookie_a_write_that_a_foreign_form_could_send_is_refused(string type)
    {
        var client = await site.Acting("operator");
        foreach (var path in new[] { "/api/v1/providers", "/api/v1/listings", "/api/v1/listings/lst_00000000000000000000000000/publish" })
        {
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
            body.Headers.TryAddWithoutValidation("Content-Type", type);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PostAsync(path, body)).StatusCode);
        }
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var client = site.Visitor();
        using var form = new FormUrlEncodedContent([new("person", "operator")]);

        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/dev/act-as", form)).StatusCode);
        Assert.DoesNotContain("You are acting as", await client.GetStringAsync("/?token"));
    }

    [Fact]
    public async Task The_clock_can_be_set_and_let_go_without_ending_a_sign_in()
    {
        var before = await site.Acting("operator");
        var set = await site.Visitor().PostAsJsonAsync("/dev/clock", new { now = "2027-01-01T00:00:00Z" });
        Assert.StartsWith("2027-01-01T00:00:0", (await set.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetString());

        Assert.Contains("You are acting as", await before.GetStringAsync("/?later"));

        var real = await site.Visitor().PostAsJsonAsync("/dev/clock", new { now = (string?)null });
        Assert.DoesNotContain("2027-01-01T00:00", await real.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, (await site.Visitor().PostAsJsonAsync("/dev/clock", new { now = "9999-12-31T23:59:59Z" })).StatusCode);
    }
}
