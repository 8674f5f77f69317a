using Marketplace.Adapters.Elasticsearch;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Rigs.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Adapters.Tests.Elasticsearch;

/// <summary>An index of its own for a test on the cluster that is named, gone with everything it made when the test ends.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly string prefix = "test-" + Guid.NewGuid().ToString("N")[..12];
    private readonly List<ElasticsearchIndex> opened = [];
    private readonly string address;

    public TestCluster()
    {
        address = TestServer.Elasticsearch.AddressOr(Assert.Skip);
        Raw = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Raw { get; }

    public string ConnectionString => ConnectionTo(address);

    public string ConnectionTo(string other) => $"{other};Index={prefix};Replicas=0;Refresh=30ms;SearchSeconds=20";

    public ElasticsearchIndex Open(string? at = null, TimeProvider? time = null, ILogger<ElasticsearchIndex>? logger = null)
    {
        var index = new ElasticsearchIndex(ElasticsearchOptions.Parse(at ?? ConnectionString), time ?? TimeProvider.System, logger ?? NullLogger<ElasticsearchIndex>.Instance);
        opened.Add(index);
        return index;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var index in opened) index.Dispose();
        using var indices = await Raw.GetAsync($"{prefix}-*/_alias");
        if (indices.IsSuccessStatusCode)
        {
            using var names = System.Text.Json.JsonDocument.Parse(await indices.Content.ReadAsStringAsync());
            foreach (var index in names.RootElement.EnumerateObject()) await Raw.DeleteAsync(index.Name);
        }
        await Raw.DeleteAsync($"_index_template/{prefix}-*");
        Raw.Dispose();
    }
}
