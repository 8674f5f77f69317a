using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Organisations in MongoDB.</summary>
public sealed class MongoOrganisations(MongoMarket market) : IOrganisations
{
    private readonly MongoDocuments<Organisation> documents = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } = [new(StoredAs<Organisation>.Collection, "speaking_for", "{ 'body.providers': 1, _id: 1 }")];

    public async Task<Document<Organisation>?> Find(OrganisationId id, TenantScope scope, CancellationToken cancel = default) =>
        scope.Covers(id) ? await documents.Find(id.Value, cancel) : null;

    public Task<IReadOnlyList<Document<Organisation>>> Find(IReadOnlyCollection<OrganisationId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value), cancel);

    public Task<IReadOnlyList<Document<Organisation>>> SpeakingFor(ProviderId provider, CancellationToken cancel = default) =>
        MongoDocuments<Organisation>.All(documents.Current.Find(new BsonDocument("body.providers", provider.Value)).Sort(new BsonDocument("_id", 1)), cancel);
}
