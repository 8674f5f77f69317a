using Marketplace.Identity;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Invitations in MongoDB.</summary>
public sealed class MongoInvitations(MongoMarket market) : IInvitations
{
    private readonly MongoDocuments<Invitation> documents = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
        [new(StoredAs<Invitation>.Collection, "standing", "{ 'body.organisation': 1, 'body.state': 1, _id: -1 }")];

    public Task<Document<Invitation>?> Find(InvitationId id, CancellationToken cancel = default) => documents.Find(id.Value, cancel);

    public async Task<IReadOnlyList<Document<Invitation>>> Standing(OrganisationId organisation, TenantScope scope, CancellationToken cancel = default) =>
        scope.Covers(organisation)
            ? await MongoDocuments<Invitation>.All(documents.Current.Find(new BsonDocument { { "body.organisation", organisation.Value }, { "body.state", "open" } })
                .Sort(new BsonDocument("_id", -1)).Limit(IInvitations.Most), cancel)
            : [];
}
