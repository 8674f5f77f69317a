using Marketplace.Web.SignIn;
using Xunit;

namespace Marketplace.Web.Hosting;

public sealed class HeadersTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    [InlineData("/api/v1/no-such-thing")]
    [InlineData("/api/v1/search?unknown=1")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/favicon.svg")]
    [InlineData("/language/zh")]
    public async Task Every_answer_forbids_what_the_site_does_not_need(string path)
    {
        var answer = await site.Visitor().GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("object-src 'none'", policy);
        Assert.Contains("base-uri 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("form-action 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Single(answer.Headers.GetValues("Referrer-Policy"));
        Assert.NotNull(answer.Headers.CacheControl);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Outside_development_browsers_are_told_to_stay_with_https()
    {
        await using var production = new Site { EnvironmentName = "Production" };
        var client = production.Visitor();
        client.BaseAddress = new Uri("https://market.example/");

        var answer = await client.GetAsync("/health/live");

        Assert.Contains("max-age=63072000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task Readiness_names_the_engine_behind_each_port()
    {
        var answer = await site.Visitor().GetStringAsync("/health/ready");

        Assert.Contains("\"status\":\"ready\"", answer);
        Assert.Contains("SQLite", answer);
        Assert.Contains("Lucene", answer);
    }

    [Fact]
    public async Task To_other_machines_it_names_none_but_to_operators()
    {
        await using var asked = new Site { Parts = FromNetworks.Add };
        var (stranger, staff) = (asked.Visitor(), await asked.Acting("operator"));
        foreach (var client in new[] { stranger, staff }) client.DefaultRequestHeaders.Add(FromNetworks.Header, "203.0.113.7");

        Assert.Equal("{\"status\":\"ready\"}", await stranger.GetStringAsync("/health/ready"));
        Assert.Contains("SQLite", await staff.GetStringAsync("/health/ready"));
    }
}
