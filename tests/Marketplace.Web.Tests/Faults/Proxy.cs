using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Rigs.Servers;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>A proxy of Toxiproxy's before a server, whose connections can be spoilt for a while.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly string name = "p" + Guid.NewGuid().ToString("N")[..8];

    private Proxy(HttpClient http) => this.http = http;

    public Uri Address { get; private set; } = null!;

    public static async Task<Proxy> Before(string host, int port)
    {
        var proxy = new Proxy(new HttpClient { BaseAddress = new Uri(TestServer.Toxiproxy.AddressOr(Assert.Skip)) });
        using var answer = await proxy.http.PostAsJsonAsync("/proxies", new { proxy.name, listen = "127.0.0.1:0", upstream = $"{host}:{port}" });
        var made = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>();
        proxy.Address = new Uri($"tcp://{made!["listen"]}");
        return proxy;
    }

    /// <param name="attributes">What Toxiproxy wants to know of this kind, such as the milliseconds of a latency.</param>
    public async Task Spoil(string kind, object attributes) =>
        (await http.PostAsJsonAsync($"/proxies/{name}/toxics", new { name = kind, type = kind, stream = "downstream", toxicity = 1.0, attributes })).EnsureSuccessStatusCode();

    public async Task Heal(string kind) => (await http.DeleteAsync($"/proxies/{name}/toxics/{kind}")).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        await http.DeleteAsync($"/proxies/{name}");
        http.Dispose();
    }
}
