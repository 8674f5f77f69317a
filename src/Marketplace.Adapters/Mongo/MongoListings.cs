using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Listings in MongoDB.</summary>
public sealed class MongoListings(MongoMarket market) : IListings
{
    private const string OfItsProvider = "{ 'body.provider': 1, savedAt: -1, _id: -1 }";
    private const string ByStatus = "{ 'body.status': 1, _id: 1 }";

    private static readonly string listings = StoredAs<Listing>.Collection;
    private static readonly BsonDocument published = new("body.status", "published");
    private static readonly BsonDocument dates = BsonDocument.Parse(
        "{ version: 1, 'body.savedAt': 1, 'body.status': 1, 'body.publishedAt': 1, 'body.withdrawnAt': 1 }");

    private readonly MongoDocuments<Listing> documents = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
    [
        new(listings, "of_provider", OfItsProvider),
        new(listings, "by_status", ByStatus),
        new(listings, "resting_on_published", "{ 'body.published.certificates': 1 }"),
        new(listings, "resting_on_draft", "{ 'body.draft.certificates': 1 }"),
    ];

    public Task<Document<Listing>?> Find(ListingId id, CancellationToken cancel = default) => documents.Find(id.Value, cancel);

    public Task<IReadOnlyList<Document<Listing>>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value), cancel);

    public async Task<IReadOnlyList<Document<Listing>>> OfProvider(ProviderId provider, TenantScope scope, CancellationToken cancel = default) =>
        (await MongoDocuments<Listing>.All(documents.Current.Find(new BsonDocument("body.provider", provider.Value))
            .Sort(new BsonDocument { { "savedAt", -1 }, { "_id", -1 } }), cancel)).Within(scope, provider);

    public async Task<IReadOnlyList<ListingId>> RestingOn(CertificateId certificate, CancellationToken cancel = default)
    {
        var either = new BsonDocument("$or", new BsonArray
        {
            new BsonDocument("body.published.certificates", certificate.Value), new BsonDocument("body.draft.certificates", certificate.Value),
        });
        var found = await documents.Current.Find(either).Project(new BsonDocument("_id", 1)).ToListAsync(cancel).Answer();
        return [.. found.Select(it => it["_id"].AsString).Order(StringComparer.Ordinal).Select(ListingId.From)];
    }

    public Task<Document<Listing>?> Version(ListingId id, long version, CancellationToken cancel = default) =>
        documents.Version(id.Value, version, cancel);

    public Task<Document<Listing>?> AsOf(ListingId id, DateTimeOffset before, CancellationToken cancel = default) =>
        documents.AsOf(id.Value, before, cancel);

    public async Task<IReadOnlyList<ListingVersion>> Versions(ListingId id, CancellationToken cancel = default)
    {
        var current = await documents.Current.Find(new BsonDocument("_id", id.Value)).Project(dates).ToListAsync(cancel).Answer();
        var earlier = await documents.Earlier.Find(new BsonDocument("id", id.Value)).Project(dates).ToListAsync(cancel).Answer();
        return [.. current.Concat(earlier).Select(Version).DistinctBy(it => it.Version).OrderBy(it => it.Version)];
    }

    public Task<IReadOnlyList<Document<Listing>>> PublishedPage(ListingId? after, int most, CancellationToken cancel = default) =>
        MongoDocuments<Listing>.All(
            documents.Current.Find(new BsonDocument(published).Add("_id", new BsonDocument("$gt", after?.Value ?? "")))
                .Sort(new BsonDocument("_id", 1)).Limit(most), cancel);

    public Task<long> CountPublished(CancellationToken cancel = default) =>
        documents.Current.CountDocumentsAsync(published, new CountOptions { Hint = BsonDocument.Parse(ByStatus) }, cancel).Answer();

    private static ListingVersion Version(BsonDocument found)
    {
        var body = BsonJson.Read<Dates>(found["body"].AsBsonDocument);
        return new ListingVersion(found["version"].ToInt64(), body.SavedAt, body.Status, body.PublishedAt, body.WithdrawnAt);
    }

    private sealed record Dates(DateTimeOffset SavedAt, ListingStatus Status, DateTimeOffset? PublishedAt, DateTimeOffset? WithdrawnAt);
}
