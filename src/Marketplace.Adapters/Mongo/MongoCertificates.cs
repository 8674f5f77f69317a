using Marketplace.Accreditation;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Certificates in MongoDB.</summary>
public sealed class MongoCertificates(MongoMarket market) : ICertificates
{
    private readonly MongoDocuments<Certificate> documents = new(market);
    private readonly MongoDocuments<CertificateRoll> rolls = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
        [new(StoredAs<Certificate>.Collection, "of_provider", "{ 'body.provider': 1, 'body.number': 1, _id: 1 }")];

    public Task<Document<Certificate>?> Find(CertificateId id, CancellationToken cancel = default) => documents.Find(id.Value, cancel);

    public Task<IReadOnlyList<Document<Certificate>>> Find(IReadOnlyCollection<CertificateId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value), cancel);

    public Task<IReadOnlyList<Document<Certificate>>> OfProvider(ProviderId provider, CancellationToken cancel = default) =>
        MongoDocuments<Certificate>.All(documents.Current.Find(new BsonDocument("body.provider", provider.Value))
            .Sort(new BsonDocument { { "body.number", 1 }, { "_id", 1 } }), cancel);

    public async Task<long> Roll(ProviderId provider, CancellationToken cancel = default) => (await rolls.Find(provider.Value, cancel))?.Version ?? 0;

    public Task<Document<Certificate>?> AsOf(CertificateId id, DateTimeOffset before, CancellationToken cancel = default) =>
        documents.AsOf(id.Value, before, cancel);
}
