using Marketplace.Identity;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Memberships in MongoDB.</summary>
public sealed class MongoMemberships(MongoMarket market) : IMemberships
{
    private readonly MongoDocuments<Membership> documents = new(market);

    public async Task<IReadOnlyList<OrganisationId>> Of(string person, CancellationToken cancel = default)
    {
        var (after, before) = Membership.Range(person);
        var range = new BsonDocument("_id", new BsonDocument { { "$gt", after }, { "$lt", before } });
        var found = await MongoDocuments<Membership>.All(documents.Current.Find(range).Sort(new BsonDocument("_id", 1)), cancel);
        return [.. found.Select(it => it.Value.Organisation)];
    }
}
