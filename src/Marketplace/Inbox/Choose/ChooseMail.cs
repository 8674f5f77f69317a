using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox.Choose;

/// <summary>A person says of which kinds of notices they want mail; all, until they say otherwise. The notices themselves are always there.</summary>
internal sealed class ChooseMail(INotices notices, IStore store, MarketClock clock)
{
    public async Task<Outcome<Document<NoticeSettings>>> Show(Actor actor, CancellationToken cancel = default)
    {
        if (actor.Person is not { } person) return Refusal.Forbidden();
        return await notices.Settings(person.Id, cancel) ?? new Document<NoticeSettings>(NoticeSettings.Default, 0);
    }

    /// <param name="readAt">The version that was read; 0 where none was chosen before.</param>
    /// <param name="mailed">The kinds of which mail is wanted.</param>
    public async Task<Outcome<Document<NoticeSettings>>> Run(Actor actor, long readAt, IReadOnlyCollection<NoticeKind> mailed, CancellationToken cancel = default)
    {
        if (actor.Person is not { } person) return Refusal.Forbidden();
        var chosen = new NoticeSettings([.. Enum.GetValues<NoticeKind>().Except(mailed)]);
        var saved = await store.Commit(new Changes([StoredAs<NoticeSettings>.Write(person.Id, chosen, readAt)], [], clock.Now), cancel);
        return saved.Is(out _, out var refusal) ? new Document<NoticeSettings>(chosen, readAt + 1) : refusal;
    }
}
