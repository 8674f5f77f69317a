using System.Globalization;
using Marketplace.Accreditation;
using Marketplace.Inbox;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Notices in SQLite.</summary>
public sealed class SqliteNotices(SqliteDatabase database) : INotices
{
    internal static readonly string Indexes =
        $"""
        CREATE INDEX notices_unread ON notices (id) WHERE {Json("unread")} = 1;
        CREATE INDEX certificates_ending ON certificates ({Json("validUntil")}, id);
        """;

    private const string OfPerson = "SELECT version, body FROM notices WHERE id > ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";

    private static readonly string unread = $"SELECT version, body FROM notices WHERE id > ?1 AND id < ?2 AND {Json("unread")} = 1 ORDER BY id DESC LIMIT ?3";
    private static readonly string countUnread = $"SELECT count(*) FROM (SELECT 1 FROM notices WHERE id > ?1 AND id < ?2 AND {Json("unread")} = 1 LIMIT ?3)";
    private static readonly string ending = $"SELECT version, body FROM certificates WHERE {Json("validUntil")} = ?1 AND id > ?2 ORDER BY id LIMIT ?3";

    private readonly SqliteDocuments<Notice> notices = new(database);
    private readonly SqliteDocuments<NoticeSettings> settings = new(database);
    private readonly SqliteDocuments<Speaker> speakers = new(database);
    private readonly SqliteDocuments<Certificate> certificates = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<Notice>.OneQuestion, OfPerson, unread, countUnread, ending];

    public Task<Document<Notice>?> Find(string id, CancellationToken cancel = default) => notices.Find(id);

    public Task<IReadOnlyList<Document<Notice>>> Of(string person, string? olderThan, int most, CancellationToken cancel = default)
    {
        var (after, before) = Notice.Range(person, olderThan);
        return notices.All(OfPerson, after, before, most);
    }

    public Task<IReadOnlyList<Document<Notice>>> Unread(string person, int most, CancellationToken cancel = default)
    {
        var (after, before) = Notice.Range(person);
        return notices.All(unread, after, before, most);
    }

    public async Task<int> CountUnread(string person, int most, CancellationToken cancel = default)
    {
        var (after, before) = Notice.Range(person);
        return (int)await notices.Count(countUnread, after, before, most);
    }

    public Task<Document<NoticeSettings>?> Settings(string person, CancellationToken cancel = default) => settings.Find(person);

    public async Task<Speaker?> SpeakerOf(ProviderId provider, CancellationToken cancel = default) => (await speakers.Find(provider.Value))?.Value;

    public Task<IReadOnlyList<Document<Certificate>>> Ending(DateOnly day, CertificateId? after, int most, CancellationToken cancel = default) =>
        certificates.All(ending, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), after?.Value ?? "", most);
}
