using Marketplace.Identity;
using Marketplace.Storage;

namespace Marketplace.Adapters.Mongo;

/// <summary>Organisations in MongoDB.</summary>
public sealed class MongoOrganisations(MongoMarket market) : IOrganisations
{
    private readonly MongoDocuments<Organisation> documents = new(market);

    public async Task<Document<Organisation>?> Find(OrganisationId id, TenantScope scope, CancellationToken cancel = default) =>
        scope.Covers(id) ? await documents.Find(id.Value, cancel) : null;

    public Task<IReadOnlyList<Document<Organisation>>> Find(IReadOnlyCollection<OrganisationId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value), cancel);
}
