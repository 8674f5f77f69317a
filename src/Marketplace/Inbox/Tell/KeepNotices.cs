using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox.Tell;

/// <summary>Writes notices, each once: one that is there is left as it is, read or not.</summary>
internal sealed class KeepNotices(IStore store, INotices notices, MarketClock clock)
{
    public async Task Run(IEnumerable<Notice> told, CancellationToken cancel)
    {
        foreach (var notice in told)
        {
            if (await notices.Find(notice.Id, cancel) is not null) continue;
            var kept = await store.Commit(new Changes([StoredAs<Notice>.Write(notice.Id, notice, 0)], [new PersonNotified(notice.Person, notice.Id, notice.Kind)], clock.Now), cancel);
            // Stale: another site wrote it in the same moment.
            if (!kept.Is(out _, out var refusal) && refusal.Kind != RefusalKind.Stale) throw new InvalidOperationException($"A notice could not be kept: {refusal.First.Message.En}");
        }
    }
}
