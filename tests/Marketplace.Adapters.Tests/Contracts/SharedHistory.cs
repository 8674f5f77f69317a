using Marketplace.Discovery;
using Marketplace.Rigs.Searching;

namespace Marketplace.Adapters.Tests.Contracts;

/// <summary>The same history for several engines: documents put, some changed, some removed, some of these put again.</summary>
internal static class SharedHistory
{
    public static async Task Write(int count, params ISearchIndex[] indices)
    {
        var documents = new SyntheticListings(7, Indexed.Today).Take(count).ToList();
        var changed = new SyntheticListings(8, Indexed.Today).Take(count).Zip(documents, (now, before) => now with { Id = before.Id, Position = count + 1 }).ToList();
        foreach (var index in indices)
        {
            foreach (var chunk in documents.Chunk(1_000)) await index.Put(chunk);
            await index.Search(RandomQueries.Plain(Indexed.Today));
            await index.Put([.. changed.Where((_, i) => i % 13 == 0)]);
            await index.Remove([.. documents.Where((_, i) => i % 17 == 0).Select(document => (document.Id, 2L * count))]);
            await index.Put([.. documents.Where((_, i) => i % 34 == 0).Select(document => document with { Position = 3L * count })]);
        }
    }
}
