using System.Globalization;
using System.Text.Json;
using Marketplace.Listings;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Indexing;

/// <summary>
/// Holds the index to the store, repairs what differs and says which listings it was: documents that lack, that say something else, or that
/// should not be there. What is published meanwhile is not drift, so a suspect is looked at twice.
/// </summary>
internal sealed class Reconcile(IListings listings, LoadDocuments documents, ISearchIndex index, IEventLog log, MarketClock clock) : IMaintenanceJob
{
    private const int Batch = 500;
    private const int Named = 50;
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    private enum Drift { Missing, Different, Superfluous }

    public string Name => "reconcile";

    public async Task Run(IProgress<string> progress, CancellationToken cancel)
    {
        if (index.IsStandIn) throw new InvalidOperationException("The search engine does not answer; reconcile when it does.");
        var found = new List<(ListingId Id, Drift Drift)>();
        var looked = await Repair(found, progress, cancel);
        await Clear(found, cancel);
        foreach (var (id, drift) in found.Take(Named)) progress.Report($"{id}: {Say(drift)}, repaired");
        progress.Report(string.Create(CultureInfo.InvariantCulture,
            $"Done: {looked:#,0} listings compared; {Count(Drift.Missing)} missing, {Count(Drift.Different)} different, {Count(Drift.Superfluous)} superfluous, all repaired."));

        int Count(Drift drift) => found.Count(one => one.Drift == drift);
    }

    private async Task<long> Repair(List<(ListingId, Drift)> found, IProgress<string> progress, CancellationToken cancel)
    {
        var looked = 0L;
        ListingId? after = null;
        while (await listings.PublishedPage(after, Batch, cancel) is { Count: > 0 } page)
        {
            after = page[^1].Value.Id;
            looked += page.Count;
            var ids = page.Select(listing => listing.Value.Id).ToList();
            if ((await Suspects(ids, cancel)).Count > 0)
            {
                await Task.Delay(patience, cancel);
                var drifted = await Suspects(ids, cancel);
                if (drifted.Count > 0) await index.Put([.. drifted.Select(one => one.Document)], cancel);
                found.AddRange(drifted.Select(one => (one.Document.Id, one.Drift)));
            }
            progress.Report(string.Create(CultureInfo.InvariantCulture, $"{looked:#,0} compared"));
        }

        return looked;
    }

    private async Task<List<(SearchDocument Document, Drift Drift)>> Suspects(List<ListingId> ids, CancellationToken cancel)
    {
        var position = await log.Head(cancel);
        var standing = (await index.Find(ids, cancel)).ToDictionary(document => document.Id);
        var suspects = new List<(SearchDocument, Drift)>();
        foreach (var document in (await documents.Run(ids, position, cancel)).Documents)
        {
            if (!standing.TryGetValue(document.Id, out var there)) suspects.Add((document, Drift.Missing));
            else if (there.Position <= position && !SayTheSame(document, there)) suspects.Add((document, Drift.Different));
        }

        return suspects;
    }

    /// <summary>Takes out what is found today and is not published.</summary>
    private async Task Clear(List<(ListingId, Drift)> found, CancellationToken cancel)
    {
        var query = new IndexQuery { Day = clock.Today, Claims = ClaimFilter.None, Sort = SearchSort.Newest, Size = Batch };
        while (await index.Search(query, cancel) is { Hits: { Count: > 0 } hits })
        {
            query = query with { After = hits[^1].Keys };
            var position = await log.Head(cancel);
            var gone = (await documents.Run([.. hits.Select(hit => hit.Document.Id)], position, cancel)).Gone;
            if (gone.Count == 0) continue;
            await Task.Delay(patience, cancel);
            var still = (await index.Find([.. gone], cancel)).Select(document => document.Id).ToList();
            if (still.Count > 0) await index.Remove([.. still.Select(id => (id, position))], cancel);
            found.AddRange(still.Select(id => (id, Drift.Superfluous)));
        }
    }

    private static bool SayTheSame(SearchDocument one, SearchDocument other) =>
        JsonSerializer.SerializeToUtf8Bytes(one with { Position = 0 }, MarketJson.Options).AsSpan()
            .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other with { Position = 0 }, MarketJson.Options));

    private static string Say(Drift drift) => drift switch
    {
        Drift.Missing => "was missing",
        Drift.Different => "said something else than the store",
        _ => "was there and is not published",
    };
}
