using Marketplace.Adapters.Lucene;
using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Marketplace.Rigs.Searching;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Adapters.Tests.Lucene;

/// <summary>Both engines with the same history: thousands of documents put, some changed, some removed, some of these put again.</summary>
public sealed class BothEngines : IAsyncLifetime
{
    private const int Documents = 6_000;
    private readonly string path = Directory.CreateTempSubdirectory("index-").FullName;
    private readonly LuceneSearchIndex lucene;

    public BothEngines() => lucene = new LuceneSearchIndex(path, NullLogger<LuceneSearchIndex>.Instance);

    public ISearchIndex Memory { get; } = new MemorySearchIndex();

    public ISearchIndex Lucene => lucene;

    public async ValueTask InitializeAsync()
    {
        var documents = new SyntheticListings(7, Indexed.Today).Take(Documents).ToList();
        var changed = new SyntheticListings(8, Indexed.Today).Take(Documents).Zip(documents, (now, before) => now with { Id = before.Id, Position = Documents + 1 }).ToList();
        foreach (var index in new[] { Memory, Lucene })
        {
            foreach (var chunk in documents.Chunk(1_000)) await index.Put(chunk);
            await index.Search(RandomQueries.Plain(Indexed.Today));
            await index.Put([.. changed.Where((_, i) => i % 13 == 0)]);
            await index.Remove([.. documents.Where((_, i) => i % 17 == 0).Select(document => (document.Id, 2L * Documents))]);
            await index.Put([.. documents.Where((_, i) => i % 34 == 0).Select(document => document with { Position = 3L * Documents })]);
        }
    }

    public ValueTask DisposeAsync()
    {
        lucene.Dispose();
        Directory.Delete(path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
