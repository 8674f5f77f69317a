using System.Globalization;
using Marketplace.Accreditation;
using Marketplace.Inbox;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Notices in MongoDB.</summary>
public sealed class MongoNotices(MongoMarket market) : INotices
{
    private static readonly BsonDocument newestFirst = new("_id", -1);

    private readonly MongoDocuments<Notice> notices = new(market);
    private readonly MongoDocuments<NoticeSettings> settings = new(market);
    private readonly MongoDocuments<Speaker> speakers = new(market);
    private readonly MongoDocuments<Certificate> certificates = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
    [
        new(StoredAs<Notice>.Collection, "unread", "{ 'body.person': 1, 'body.unread': 1, _id: -1 }"),
        new(StoredAs<Certificate>.Collection, "ending", "{ 'body.validUntil': 1, _id: 1 }"),
    ];

    public Task<Document<Notice>?> Find(string id, CancellationToken cancel = default) => notices.Find(id, cancel);

    public Task<IReadOnlyList<Document<Notice>>> Of(string person, string? olderThan, int most, CancellationToken cancel = default) =>
        MongoDocuments<Notice>.All(notices.Current.Find(Range(person, olderThan)).Sort(newestFirst).Limit(most), cancel);

    public Task<IReadOnlyList<Document<Notice>>> Unread(string person, int most, CancellationToken cancel = default) =>
        MongoDocuments<Notice>.All(notices.Current.Find(UnreadOf(person)).Sort(newestFirst).Limit(most), cancel);

    public async Task<int> CountUnread(string person, int most, CancellationToken cancel = default) =>
        (int)await notices.Current.CountDocumentsAsync(UnreadOf(person), new CountOptions { Limit = most }, cancel).Answer();

    public Task<Document<NoticeSettings>?> Settings(string person, CancellationToken cancel = default) => settings.Find(person, cancel);

    public async Task<Speaker?> SpeakerOf(ProviderId provider, CancellationToken cancel = default) => (await speakers.Find(provider.Value, cancel))?.Value;

    public Task<IReadOnlyList<Document<Certificate>>> Ending(DateOnly day, CertificateId? after, int most, CancellationToken cancel = default) =>
        MongoDocuments<Certificate>.All(certificates.Current
            .Find(new BsonDocument { { "body.validUntil", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, { "_id", new BsonDocument("$gt", after?.Value ?? "") } })
            .Sort(new BsonDocument("_id", 1)).Limit(most), cancel);

    private static BsonDocument UnreadOf(string person) => new() { { "body.person", person }, { "body.unread", true } };

    private static BsonDocument Range(string person, string? olderThan)
    {
        var (after, before) = Notice.Range(person, olderThan);
        return new BsonDocument("_id", new BsonDocument { { "$gt", after }, { "$lt", before } });
    }
}
