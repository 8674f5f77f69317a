using Marketplace.Accreditation;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Indexing;

/// <summary>
/// Keeps the index true to the store. It reads the state that stands when it hears of a change, and gives it the position of the last
/// event heard: what is read is at least as new as that, and the index ignores anything older than what it has.
/// </summary>
internal sealed class IndexListings(LoadDocuments documents, KeptIndex kept, IEventLog log, IndexState state, MarketClock clock) : IKeepMyCursor
{
    /// <summary>An event this old means that the index is not merely a moment behind.</summary>
    private static readonly TimeSpan late = TimeSpan.FromSeconds(10);

    /// <summary>So many documents are put at once; a provider may have thousands of listings.</summary>
    private const int Batch = 500;

    private readonly ISearchIndex index = kept.Index;

    public string Consumer => kept.Consumer;

    public async ValueTask<long> Position(CancellationToken cancel)
    {
        var position = await index.Position(cancel);
        state.IsCatchingUp = position < await log.Head(cancel);
        return position;
    }

    public async Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
    {
        using var activity = DiscoveryTelemetry.Source.StartActivity("index listings");
        var (changed, drafted) = await Changed(events, cancel);
        var position = events[^1].Position;
        foreach (var ids in changed.Union(drafted).Chunk(Batch))
        {
            var loaded = await documents.Run(ids, position, cancel);
            if (loaded.Documents.Count > 0) await index.Put(loaded.Documents, cancel);
            // A draft takes nothing out: what was never published is not there, and a withdrawal was heard of by itself.
            var gone = loaded.Gone.Where(changed.Contains).ToList();
            if (gone.Count > 0) await index.Remove([.. gone.Select(id => (id, position))], cancel);
        }

        var lag = clock.Now - events[^1].At;
        state.IsCatchingUp = lag > late;
        DiscoveryTelemetry.Indexed(changed.Count, lag);
        activity?.SetTag("marketplace.index.documents", changed.Count);
    }

    public async Task Settle(long position, CancellationToken cancel)
    {
        await index.Flush(position, cancel);
        state.IsCatchingUp = false;
    }

    /// <summary>Listings of which what the public sees may have changed, and those of which a draft was saved: a hit has the version of its listing.</summary>
    private async Task<(HashSet<ListingId> Changed, HashSet<ListingId> Drafted)> Changed(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
    {
        var (changed, drafted) = (new HashSet<ListingId>(), new HashSet<ListingId>());
        var certificates = new HashSet<CertificateId>();
        var providers = new HashSet<ProviderId>();
        foreach (var logged in events)
        {
            switch (logged.Event)
            {
                case ListingDrafted draft: drafted.Add(draft.Listing); break;
                case ListingPublished published: changed.Add(published.Listing); break;
                case ListingWithdrawn withdrawn: changed.Add(withdrawn.Listing); break;
                case CertificateSaved saved: certificates.Add(saved.Certificate); break;
                case ProviderSaved saved: providers.Add(saved.Provider); break;
                case ProviderSuspended suspended: providers.Add(suspended.Provider); break;
                case ProviderRestored restored: providers.Add(restored.Provider); break;
                default: break;
            }
        }

        foreach (var certificate in certificates) changed.UnionWith(await documents.RestingOn(certificate, cancel));
        foreach (var provider in providers) changed.UnionWith(await documents.OfProvider(provider, cancel));
        return (changed, drafted);
    }
}
