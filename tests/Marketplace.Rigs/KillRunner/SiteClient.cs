using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Rigs.KillRunner;

/// <summary>What a write answered.</summary>
public sealed record Written(string Id, long Version);

/// <summary>Speaks to a running site as the operator, who may edit any firm's listings.</summary>
public sealed class SiteClient : IDisposable
{
    private readonly HttpClient http;

    private SiteClient(HttpClient http) => this.http = http;

    public static async Task<SiteClient> SignIn(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(30),
        };
        (await http.PostAsJsonAsync("/dev/act-as", new { person = "operator" })).EnsureSuccessStatusCode();
        return new SiteClient(http);
    }

    public Task<Written> RegisterProvider(string registrationNumber) => Write(HttpMethod.Post, "/api/v1/providers", "register-provider", null, new JsonObject
    {
        ["name"] = new JsonObject { ["zh"] = "示例标准化研究所（DEMO）", ["en"] = "DEMO Standards Institute" },
        ["country"] = "DE",
        ["registrationNumber"] = registrationNumber,
        ["size"] = "small",
        ["sites"] = new JsonArray(new JsonObject { ["name"] = new JsonObject { ["zh"] = "总部", ["en"] = "Head office" }, ["region"] = "DE" }),
        ["contact"] = new JsonObject { ["person"] = null, ["mail"] = "office@example.org", ["phone"] = null, ["web"] = null },
        ["languages"] = new JsonArray("zh", "en"),
    });

    public Task<Written> Draft(string key, string provider, string title) => Write(HttpMethod.Post, "/api/v1/listings", key, null, new JsonObject
    {
        ["provider"] = provider,
        ["class"] = ConformingListing.Class,
        ["answers"] = ConformingListing.Answers(title),
    });

    public Task<Written> Save(string key, Written read, string title) =>
        Write(HttpMethod.Put, $"/api/v1/listings/{read.Id}", key, read.Version, new JsonObject { ["answers"] = ConformingListing.Answers(title) });

    public Task<Written> Publish(string key, Written read) =>
        Write(HttpMethod.Post, $"/api/v1/listings/{read.Id}/publish", key, read.Version, null);

    public async Task<JsonElement> Get(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await Body(answer);
    }

    public void Dispose() => http.Dispose();

    private async Task<Written> Write(HttpMethod method, string path, string key, long? readAt, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Idempotency-Key", key);
        if (readAt is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"v{version.ToString(CultureInfo.InvariantCulture)}\""));
        request.Content = new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        var written = await Body(answer);
        return new Written(written.GetProperty("id").GetString()!, written.GetProperty("version").GetInt64());
    }

    private static async Task<JsonElement> Body(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new SiteRefusedException($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery}: {(int)answer.StatusCode} {text}");
    }
}

/// <summary>The site answered, and said no; unlike a broken connection that is never to be expected of it here.</summary>
public sealed class SiteRefusedException(string message) : Exception(message);
