using Marketplace.Accreditation;
using Marketplace.Inbox;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Memory;

/// <summary>Notices in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryNotices(MemoryStore store) : INotices
{
    public Task<Document<Notice>?> Find(string id, CancellationToken cancel = default) => Task.FromResult(store.Find<Notice>(id));

    public Task<IReadOnlyList<Document<Notice>>> Of(string person, string? olderThan, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Notice>>>([.. Newest(person, olderThan).Take(most)]);

    public Task<IReadOnlyList<Document<Notice>>> Unread(string person, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Notice>>>([.. Newest(person, null).Where(it => it.Value.Unread).Take(most)]);

    public Task<int> CountUnread(string person, int most, CancellationToken cancel = default) =>
        Task.FromResult(Newest(person, null).Where(it => it.Value.Unread).Take(most).Count());

    public Task<Document<NoticeSettings>?> Settings(string person, CancellationToken cancel = default) => Task.FromResult(store.Find<NoticeSettings>(person));

    public Task<Speaker?> SpeakerOf(ProviderId provider, CancellationToken cancel = default) => Task.FromResult(store.Find<Speaker>(provider.Value)?.Value);

    public Task<IReadOnlyList<Document<Certificate>>> Ending(DateOnly day, CertificateId? after, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Certificate>>>(
            [.. store.Current<Certificate>().Where(it => it.Value.ValidUntil == day && string.CompareOrdinal(it.Value.Id.Value, after?.Value ?? "") > 0).Take(most)]);

    private IEnumerable<Document<Notice>> Newest(string person, string? olderThan)
    {
        var (after, before) = Notice.Range(person, olderThan);
        return store.Current<Notice>().Where(it => string.CompareOrdinal(it.Value.Id, after) > 0 && string.CompareOrdinal(it.Value.Id, before) < 0).Reverse();
    }
}
