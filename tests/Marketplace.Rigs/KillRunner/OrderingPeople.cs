using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Marketplace.Rigs.KillRunner;

/// <summary>What the site answered; its words where it said no.</summary>
public sealed record SiteAnswer(int Status, JsonObject Body)
{
    public bool Done => Status is >= 200 and < 300;

    public string? Code => (string?)Body["code"];
}

/// <summary>One person at a running site, by its API.</summary>
public sealed class OrderingPerson : IDisposable
{
    private readonly HttpClient http;

    private OrderingPerson(HttpClient http) => this.http = http;

    public static async Task<OrderingPerson> SignIn(Uri address, string person)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(40) };
        (await http.PostAsJsonAsync("/dev/act-as", new { person })).EnsureSuccessStatusCode();
        return new OrderingPerson(http);
    }

    /// <summary>As a browser has it, for filling forms.</summary>
    public HttpClient Browser => http;

    public async Task<SiteAnswer> Get(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await Read(answer);
    }

    /// <summary>Where the page of that path leads; null where it leads nowhere.</summary>
    public async Task<Uri?> LedFrom(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.Headers.Location;
    }

    /// <param name="key">Of the command: sent again with it, it happens once.</param>
    public async Task<SiteAnswer> Post(string path, string? key, long? readAt = null, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (readAt is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"v{version.ToString(CultureInfo.InvariantCulture)}\""));
        request.Content = new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        return await Read(answer);
    }

    public void Dispose() => http.Dispose();

    private static async Task<SiteAnswer> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return new SiteAnswer((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : []);
    }
}

/// <summary>Everybody whom deals want, at one running site.</summary>
public sealed record OrderingPeople(OrderingPerson Buyer, OrderingPerson Editor, OrderingPerson Arbiter) : IDisposable
{
    public static async Task<OrderingPeople> SignIn(Uri address, string provider)
    {
        var all = await Task.WhenAll(new[] { "buyer", $"editor-{provider}", "arbiter" }.Select(it => OrderingPerson.SignIn(address, it)));
        return new OrderingPeople(all[0], all[1], all[2]);
    }

    public void Dispose()
    {
        Buyer.Dispose();
        Editor.Dispose();
        Arbiter.Dispose();
    }
}
