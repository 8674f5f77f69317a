using System.Globalization;
using Marketplace.Listings;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Indexing;

/// <summary>
/// Builds the index anew from the store, beside the one that serves. What is published meanwhile goes into the old one as always,
/// and the new generation keeps whatever was put there at a later position than it began from.
/// </summary>
internal sealed class Reindex(IListings listings, LoadDocuments documents, ISearchIndex index, IEventLog log) : IMaintenanceJob
{
    private const int Batch = 500;

    public string Name => "reindex";

    public async Task Run(IProgress<string> progress, CancellationToken cancel)
    {
        var position = await log.Head(cancel);
        var total = await listings.CountPublished(cancel);
        var done = 0L;
        ListingId? after = null;
        await using var rebuild = await index.Rebuild(cancel);
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"Reindexing {total:#,0} published listings."));
        while (await listings.PublishedPage(after, Batch, cancel) is { Count: > 0 } page)
        {
            await rebuild.Put(await documents.Run(page, position, cancel), cancel);
            after = page[^1].Value.Id;
            done += page.Count;
            progress.Report(string.Create(CultureInfo.InvariantCulture, $"{done:#,0} of {total:#,0} ({(total == 0 ? 100 : Math.Min(100, 100 * done / total))} %)"));
        }

        await rebuild.Complete(position, cancel);
        var searchable = await index.Count(cancel);
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"Done: {searchable:#,0} listings are searchable."));
    }
}
