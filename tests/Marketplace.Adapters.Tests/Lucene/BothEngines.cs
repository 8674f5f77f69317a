using Marketplace.Adapters.Lucene;
using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Adapters.Tests.Lucene;

/// <summary>Both engines with the same history of thousands of documents.</summary>
public sealed class BothEngines : IAsyncLifetime
{
    private const int Documents = 6_000;
    private readonly string path = Directory.CreateTempSubdirectory("index-").FullName;
    private readonly LuceneSearchIndex lucene;

    public BothEngines() => lucene = new LuceneSearchIndex(path, NullLogger<LuceneSearchIndex>.Instance);

    public ISearchIndex Memory { get; } = new MemorySearchIndex();

    public ISearchIndex Lucene => lucene;

    public async ValueTask InitializeAsync() => await SharedHistory.Write(Documents, Memory, Lucene);

    public ValueTask DisposeAsync()
    {
        lucene.Dispose();
        Directory.Delete(path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
