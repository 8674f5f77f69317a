using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox.Show;

internal sealed record NoticeView(Notice Notice, NoticeWords Words);

/// <param name="Next">The id after which the next page begins; null on the last.</param>
internal sealed record InboxView(IReadOnlyList<NoticeView> Notices, string? Next, int Unread);

/// <summary>A person's own notices: what they are, how many are unread, and that they were read.</summary>
internal sealed class ReadNotices(INotices notices, NoticeText text, IStore store, MarketClock clock)
{
    public const int PageSize = 30;

    private const int MostAtOnce = 200;

    public async Task<Outcome<InboxView>> Run(Actor actor, string? olderThan = null, CancellationToken cancel = default)
    {
        if (actor.Person is not { } person) return Refusal.Forbidden();
        var found = await notices.Of(person.Id, olderThan, PageSize + 1, cancel);
        var shown = new List<NoticeView>();
        foreach (var notice in found.Take(PageSize)) shown.Add(new NoticeView(notice.Value, await text.Of(notice.Value, Languages.Current, cancel)));
        return new InboxView(shown, found.Count > PageSize ? found[PageSize - 1].Value.Id : null, await Unread(actor, cancel));
    }

    /// <summary>How many are unread, at most <see cref="INotices.MostCounted"/>.</summary>
    public async Task<int> Unread(Actor actor, CancellationToken cancel = default) =>
        actor.Person is { } person ? await notices.CountUnread(person.Id, INotices.MostCounted, cancel) : 0;

    /// <summary>Marks all that are there as read, or the one with this id. Whoever does so twice changes nothing.</summary>
    public async Task<Outcome<int>> Mark(Actor actor, string? only = null, CancellationToken cancel = default)
    {
        if (actor.Person is not { } person) return Refusal.Forbidden();
        var unread = await notices.Unread(person.Id, MostAtOnce, cancel);
        if (only is not null) unread = [.. unread.Where(it => it.Value.Id == only)];
        if (unread.Count == 0) return 0;
        var marked = await store.Commit(new Changes([.. unread.Select(it => StoredAs<Notice>.Write(it.Value.Id, it.Value with { Unread = false }, it.Version))], [], clock.Now), cancel);
        // Stale: they were marked elsewhere in the same moment, which is what was wanted.
        return marked.Succeeded || marked.Refusal.Kind == RefusalKind.Stale ? unread.Count : marked.Refusal;
    }
}
