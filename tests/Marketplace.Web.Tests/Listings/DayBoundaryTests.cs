using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Web;
using Xunit;

namespace Marketplace.Listings;

/// <summary>A certificate ends with the last second of its day where the market is, and everything that rests on it with it.</summary>
public sealed class DayBoundaryTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "2029-12-31T15:59:59Z", "2029-12-31T16:00:00Z")]
    [InlineData("UTC", "2029-12-31T23:59:59Z", "2030-01-01T00:00:00Z")]
    [InlineData("America/New_York", "2030-01-01T04:59:59Z", "2030-01-01T05:00:00Z")]
    public async Task A_certificate_expires_at_midnight_of_the_market(string zone, string last, string first)
    {
        await using var site = new Site { Settings = { ["Market:TimeZone"] = zone } };
        var client = await site.Acting("operator");
        await SetClock("2029-06-01T00:00:00Z");
        var provider = await Made("/api/v1/providers", CertificateBodies.Provider());
        var expiring = CertificateBodies.Certificate();
        expiring["valid_until"] = "2029-12-31";
        var certificate = await Made($"/api/v1/providers/{provider}/certificates", expiring);
        var listing = await Made("/api/v1/listings", new()
        {
            ["provider"] = provider, ["class"] = "TC.01", ["certificates"] = new JsonArray(certificate), ["answers"] = ListingsApiTests.Answers(),
        });
        using var publish = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/listings/{listing}/publish");
        publish.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        (await client.SendAsync(publish)).EnsureSuccessStatusCode();
        for (var i = 0; i < 100 && await Found("verdict=met") == 0; i++) await Task.Delay(100);

        await SetClock(last);
        Assert.Equal(("active", "met", 1, 0), (await Standing(), await Verdict(), await Found("verdict=met"), await Found("verdict=notMet")));
        Assert.DoesNotContain("No longer conforms", await Page());

        await SetClock(first);
        Assert.Equal(("expired", "notMet", 0, 1), (await Standing(), await Verdict(), await Found("verdict=met"), await Found("verdict=notMet")));
        Assert.Contains("No longer conforms", await Page());
        Assert.Contains("1 Jan 2030", await Page());
        // The day before is still shown as it was.
        Assert.Equal("met", await Verdict("?on=2029-12-31"));

        async Task SetClock(string now) => (await client.PostAsJsonAsync("/dev/clock", new { now })).EnsureSuccessStatusCode();

        async Task<string> Made(string path, JsonObject body)
        {
            var answer = await client.PostAsJsonAsync(path, body);
            return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"] ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }

        async Task<JsonNode> Get(string path) => (await site.Visitor().GetFromJsonAsync<JsonNode>(path))!;

        async Task<string?> Standing() => (string?)(await Get($"/api/v1/certificates/{certificate}"))["standing"]!["status"];

        async Task<string?> Verdict(string on = "") => (string?)(await Get($"/api/v1/listings/{listing}{on}"))["verdict"];

        async Task<int> Found(string query) => (int)(await Get($"/api/v1/search?{query}"))["total"]!;

        Task<string> Page() => site.Visitor().GetStringAsync($"/listings/{listing}");
    }
}
