using Marketplace.Identity.SignIn;
using Marketplace.Storage;

namespace Marketplace.Adapters.Mongo;

/// <summary>People in MongoDB.</summary>
public sealed class MongoPersonRecords(MongoMarket market) : IPersonRecords
{
    private readonly MongoDocuments<PersonRecord> people = new(market);
    private readonly MongoDocuments<Founding> foundings = new(market);

    public Task<Document<PersonRecord>?> Find(PersonId id, CancellationToken cancel = default) => people.Find(id.Value, cancel);

    public async Task<Founding?> Founding(CancellationToken cancel = default) =>
        (await foundings.Find(Identity.SignIn.Founding.Id, cancel))?.Value;
}
