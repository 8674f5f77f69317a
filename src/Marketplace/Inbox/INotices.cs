using Marketplace.Accreditation;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox;

/// <summary>What storage must answer about notices.</summary>
public interface INotices
{
    /// <summary>So many unread ones are counted; whoever has more has "many".</summary>
    const int MostCounted = 100;

    Task<Document<Notice>?> Find(string id, CancellationToken cancel = default);

    /// <summary>Those of a person, newest first, older than the one with this id where it is given.</summary>
    Task<IReadOnlyList<Document<Notice>>> Of(string person, string? olderThan, int most, CancellationToken cancel = default);

    /// <summary>The unread ones of a person, newest first.</summary>
    Task<IReadOnlyList<Document<Notice>>> Unread(string person, int most, CancellationToken cancel = default);

    /// <summary>How many a person has not read, counted up to so many. Asked with every page of theirs.</summary>
    Task<int> CountUnread(string person, int most, CancellationToken cancel = default);

    Task<Document<NoticeSettings>?> Settings(string person, CancellationToken cancel = default);

    /// <summary>The organisation that speaks for a provider.</summary>
    Task<Speaker?> SpeakerOf(ProviderId provider, CancellationToken cancel = default);

    /// <summary>Certificates whose last day this is, after the one with this id, in order of id.</summary>
    Task<IReadOnlyList<Document<Certificate>>> Ending(DateOnly day, CertificateId? after, int most, CancellationToken cancel = default);
}
