using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Xunit;

namespace Marketplace.Adapters.Tests.Elasticsearch;

public sealed class ElasticsearchAnswersAsMemoryDoes(ElasticsearchAnswersAsMemoryDoes.Indices indices)
    : AnswersAsMemoryDoes(turnings: 20), IClassFixture<ElasticsearchAnswersAsMemoryDoes.Indices>
{
    protected override async Task<(ISearchIndex Memory, ISearchIndex Engine)> Open() => (indices.Memory, await indices.Elasticsearch());

    /// <summary>Filled for the first test, which may be skipped.</summary>
    public sealed class Indices : IAsyncDisposable
    {
        private const int Documents = 4_000;
        private TestCluster? cluster;
        private ISearchIndex? elasticsearch;

        public ISearchIndex Memory { get; } = new MemorySearchIndex();

        public async Task<ISearchIndex> Elasticsearch()
        {
            if (elasticsearch is not null) return elasticsearch;
            cluster = new TestCluster();
            var filled = cluster.Open();
            await SharedHistory.Write(Documents, Memory, filled);
            return elasticsearch = filled;
        }

        public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? default;
    }
}
