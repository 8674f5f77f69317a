using Marketplace.Discovery;

namespace Marketplace.Adapters.Elasticsearch;

/// <summary>
/// A generation being filled beside the one that serves, while writes go to both. Whatever phase it is broken off in, what serves is
/// whole: before the alias moves nothing has changed for a reader, and after it the rest is tidying up, which the next one does too.
/// </summary>
internal sealed class ElasticsearchRebuild(ElasticsearchIndex index, string filling) : IIndexRebuild
{
    /// <summary>What was put and not yet found there again, and at which position.</summary>
    private readonly Dictionary<string, long> lacking = new(StringComparer.Ordinal);

    private bool completed;

    public async Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default)
    {
        await index.Fill(filling, documents, cancel);
        foreach (var document in documents) lacking[document.Id.Value] = document.Position;
    }

    public async Task Complete(long position, CancellationToken cancel = default)
    {
        var generations = index.Generations;
        var replaced = await generations.Behind(generations.Alias, cancel);
        await generations.Settle(filling, cancel);
        if (replaced is not null) await index.TakeOver(replaced, filling, position, cancel);
        await index.Record(filling, position, cancel);
        await generations.Refresh(filling, cancel);

        await Compare(cancel);
        await generations.Swap(replaced, filling, cancel);
        completed = true;
        index.Moved();

        // What was on its way to the old one when the alias moved.
        if (replaced is not null && await index.TakeOver(replaced, filling, position, cancel) > 0) await generations.Refresh(filling, cancel);
        await generations.Clear([replaced], cancel);
    }

    /// <summary>By id and version: what was put must be there, as it was put or newer, before anybody is led to it.</summary>
    private async Task Compare(CancellationToken cancel)
    {
        var put = lacking.Count;
        await foreach (var (id, position) in index.Positions(filling, cancel))
            if (lacking.TryGetValue(id, out var least) && position >= least) lacking.Remove(id);
        if (lacking.Count == 0) return;
        throw new InvalidDataException(
            $"The new index lacks {lacking.Count} of the {put} listings put there, such as {lacking.Keys.First()}. The one that serves stays; run 'reindex' again.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!completed) await index.Generations.Delete(filling, CancellationToken.None);
        index.Moved();
    }
}
