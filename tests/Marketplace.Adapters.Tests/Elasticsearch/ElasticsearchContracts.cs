using Marketplace.Adapters.Elasticsearch;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Xunit;

namespace Marketplace.Adapters.Tests.Elasticsearch;

public sealed class ElasticsearchIndexFilters : SearchIndexContract, IAsyncLifetime
{
    private TestIndex index = null!;
    private protected override ISearchIndex Index => index.It;
    public async ValueTask InitializeAsync() => index = await TestIndex.Begin();
    public ValueTask DisposeAsync() => TestIndex.End(index);
}

public sealed class ElasticsearchIndexText : SearchTextContract, IAsyncLifetime
{
    private TestIndex index = null!;
    private protected override ISearchIndex Index => index.It;
    public async ValueTask InitializeAsync() => index = await TestIndex.Begin();
    public ValueTask DisposeAsync() => TestIndex.End(index);
}

public sealed class ElasticsearchIndexGenerations : IndexGenerationContract, IAsyncLifetime
{
    private TestIndex index = null!;
    private protected override ISearchIndex Index => index.It;
    public async ValueTask InitializeAsync() => index = await TestIndex.Begin();
    public ValueTask DisposeAsync() => TestIndex.End(index);
}

/// <summary>An index that a test begins with.</summary>
internal sealed class TestIndex(TestCluster cluster, ElasticsearchIndex index)
{
    public ElasticsearchIndex It => index;

    /// <summary>The same index as another web node has it.</summary>
    public ElasticsearchIndex OpenAgain() => cluster.Open();

    public async Task<int> CountGenerations()
    {
        using var names = System.Text.Json.JsonDocument.Parse(await cluster.Raw.GetStringAsync($"{index.Generations.Alias}-*/_alias"));
        return names.RootElement.EnumerateObject().Count();
    }

    public async Task Raw(HttpMethod method, string path, System.Text.Json.Nodes.JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await cluster.Raw.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<TestIndex> Begin()
    {
        var cluster = new TestCluster();
        var index = cluster.Open();
        Assert.Equal(0, await index.Position());
        return new TestIndex(cluster, index);
    }

    /// <summary>A test that was skipped has none.</summary>
    public static ValueTask End(TestIndex? begun) => begun?.Close() ?? default;

    private ValueTask Close() => cluster.DisposeAsync();
}
