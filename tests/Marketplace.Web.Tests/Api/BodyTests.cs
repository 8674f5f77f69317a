using System.Text;
using System.Text.Json;
using Marketplace.Rigs;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Api;

/// <summary>Bad bodies against every endpoint that reads one: always problem details of a 4xx, and nothing is stored.</summary>
public sealed class BodyTests(Site site) : IClassFixture<Site>
{
    private const int EndpointsTakeTurns = 6;
    private readonly Lazy<Task<HttpClient>> operators = new(() => site.Acting("operator"));
    private readonly Lazy<IReadOnlyList<(HttpMethod Method, string Path)>> endpoints = new(() => WriteEndpoints.Of(site));

    private static readonly string Vectors = Path.Combine(AppContext.BaseDirectory, "Vectors");

    [Fact]
    public void There_are_endpoints_to_test() =>
        Assert.Superset(new HashSet<string> { "/api/v1/providers", "/api/v1/listings", "/api/v1/conformity" }, WriteEndpoints.Of(site).Select(e => e.Path).ToHashSet());

    [Fact]
    public async Task No_file_of_the_JSON_test_suite_is_taken_or_breaks_anything()
    {
        var files = Directory.GetFiles(Path.Combine(Vectors, "json", "test_parsing"));
        Assert.Equal(318, files.Length);
        foreach (var (number, file) in files.Index()) await IsRefused(await File.ReadAllBytesAsync(file), Path.GetFileName(file), number);
    }

    [Fact]
    public async Task No_naughty_string_is_taken_as_a_member_or_a_value()
    {
        var strings = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(Vectors, "naughty", "blns.json")))!;
        foreach (var (number, text) in strings.Index())
        {
            var quoted = JsonSerializer.Serialize(text);
            await IsRefused(Encoding.UTF8.GetBytes($$"""{"provider":{{quoted}},"class":{{quoted}},"specification":{{quoted}},"text":{{quoted}},{{quoted}}:1}"""), text, number);
        }
    }

    [Theory]
    [InlineData("""{"class":"TC.01","class":"TC.01"}""")]
    [InlineData("""{"answers":{"title":"a","title":"b"}}""")]
    [InlineData("""{"answers":{"title":"\u0000"}}""")]
    [InlineData("""{"answers":{"title":"\ud800"}}""")]
    [InlineData("""{"answers":{"price":1e999}}""")]
    [InlineData("""{"certificates":[null]}""")]
    [InlineData("null")]
    [InlineData("{\"a\":1}{\"b\":2}")]
    public async Task No_doubtful_body_is_taken(string body) => await IsRefused(Encoding.UTF8.GetBytes(body), body);

    [Fact]
    public async Task No_body_deeper_than_64_is_taken() =>
        await IsRefused(Encoding.UTF8.GetBytes("{\"answers\":" + new string('[', 70) + new string(']', 70) + "}"), "deep");

    [Fact]
    public async Task A_body_beyond_the_limit_is_cut_off()
    {
        var client = await site.Acting("operator");
        var body = Encoding.UTF8.GetBytes("{\"answers\":{\"title\":\"" + new string('a', 9 << 20) + "\"}}");
        foreach (var (method, path) in endpoints.Value)
            Assert.Equal(413, (int)(await Send(client, method, path, body)).StatusCode);
    }

    private async Task IsRefused(byte[] body, string name, int? number = null)
    {
        var client = await operators.Value;
        var log = site.Services.GetRequiredService<IEventLog>();
        var head = await log.Head();
        foreach (var (method, path) in number is { } turn ? endpoints.Value.Turn(turn, EndpointsTakeTurns) : endpoints.Value)
        {
            var answer = await Send(client, method, path, body);
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{method} {path} answered {(int)answer.StatusCode} to {name}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        Assert.Equal(head, await log.Head());
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, byte[] body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        return await client.SendAsync(request);
    }
}
