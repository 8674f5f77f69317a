using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene;

/// <summary>A generation being filled in a folder of its own; deleted where it is never completed.</summary>
internal sealed class LuceneRebuild(LuceneSearchIndex index, Generation generation) : IIndexRebuild
{
    private bool completed;

    public Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default)
    {
        generation.Put(documents);
        return Task.CompletedTask;
    }

    public async Task Complete(long position, CancellationToken cancel = default)
    {
        await index.Replace(generation, position, cancel);
        completed = true;
    }

    public ValueTask DisposeAsync()
    {
        if (!completed) generation.Delete();
        return ValueTask.CompletedTask;
    }
}
