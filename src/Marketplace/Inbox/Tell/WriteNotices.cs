using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox.Tell;

/// <summary>Makes notices of what is heard, and remembers who speaks for which provider. What happened long ago, before there were notices, is told nobody.</summary>
internal sealed class WriteNotices(WhomToTell whom, WhomOfDeals deals, WhomOfFallen fallen, KeepNotices keep, IStore store, INotices notices, MarketClock clock) : IHear
{
    private static readonly TimeSpan news = TimeSpan.FromDays(7);

    public string Consumer => "notices";

    public async Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
    {
        foreach (var logged in events)
        {
            if (logged.Event is OrganisationSpeaksFor speaks) await Remember(speaks, cancel);
            if (clock.Now - logged.At <= news) await keep.Run([.. await whom.Of(logged, cancel), .. await deals.Of(logged, cancel), .. await fallen.Of(logged, cancel)], cancel);
        }
    }

    private async Task Remember(OrganisationSpeaksFor speaks, CancellationToken cancel)
    {
        if (await notices.SpeakerOf(speaks.Provider, cancel) is not null) return;
        var saved = await store.Commit(new Changes([StoredAs<Speaker>.Write(speaks.Provider.Value, new Speaker(speaks.Organisation), 0)], [], clock.Now), cancel);
        if (!saved.Is(out _, out var refusal) && refusal.Kind != RefusalKind.Stale) throw new InvalidOperationException($"Who speaks for a provider could not be kept: {refusal.First.Message.En}");
    }
}
