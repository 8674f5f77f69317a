using Marketplace.Identity;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>API clients in MongoDB.</summary>
public sealed class MongoApiClients(MongoMarket market) : IApiClients
{
    private readonly MongoDocuments<ApiClient> documents = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } = [new(StoredAs<ApiClient>.Collection, "of_organisation", "{ 'body.organisation': 1, _id: -1 }")];

    public Task<Document<ApiClient>?> Find(ApiClientId id, CancellationToken cancel = default) => documents.Find(id.Value, cancel);

    public async Task<IReadOnlyList<Document<ApiClient>>> Of(OrganisationId organisation, TenantScope scope, CancellationToken cancel = default) =>
        scope.Covers(organisation)
            ? await MongoDocuments<ApiClient>.All(documents.Current.Find(new BsonDocument("body.organisation", organisation.Value)).Sort(new BsonDocument("_id", -1)).Limit(IApiClients.Most), cancel)
            : [];
}
