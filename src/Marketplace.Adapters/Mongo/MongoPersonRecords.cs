using Marketplace.Identity.SignIn;
using Marketplace.Identity.Staff;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>People in MongoDB.</summary>
public sealed class MongoPersonRecords(MongoMarket market) : IPersonRecords
{
    private readonly MongoDocuments<PersonRecord> people = new(market);
    private readonly MongoDocuments<PlatformStaff> staff = new(market);
    private readonly MongoDocuments<Founding> foundings = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } = [new(StoredAs<PersonRecord>.Collection, "email", "{ 'body.email': 1, _id: 1 }")];

    public Task<Document<PersonRecord>?> Find(PersonId id, CancellationToken cancel = default) => people.Find(id.Value, cancel);

    public Task<IReadOnlyList<Document<PersonRecord>>> WithEmail(string email, CancellationToken cancel = default) =>
        MongoDocuments<PersonRecord>.All(people.Current.Find(new BsonDocument("body.email", email)).Sort(new BsonDocument("_id", 1)), cancel);

    public Task<Document<PlatformStaff>?> Staff(CancellationToken cancel = default) => staff.Find(PlatformStaff.Id, cancel);

    public async Task<Founding?> Founding(CancellationToken cancel = default) =>
        (await foundings.Find(Identity.SignIn.Founding.Id, cancel))?.Value;
}
