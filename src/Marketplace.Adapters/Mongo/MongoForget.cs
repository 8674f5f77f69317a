using Marketplace.Storage;
using MongoDB.Bson;

namespace Marketplace.Adapters.Mongo;

/// <summary>Forgetting in MongoDB.</summary>
public sealed class MongoForget(MongoMarket market) : IForget
{
    public Task EarlierStates(string collection, string id, CancellationToken cancel = default)
    {
        if (!Collections.All.Contains(collection)) throw new ArgumentException($"There is no collection '{collection}'.", nameof(collection));
        return market.History(collection).DeleteManyAsync(new BsonDocument("id", id), cancel);
    }
}
