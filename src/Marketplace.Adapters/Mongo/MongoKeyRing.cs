using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>The keys that protect cookies, forms and cursors: one ring for all sites, so that what one wrote another reads.</summary>
internal sealed class MongoKeyRing(MongoMarket market) : IXmlRepository
{
    private readonly IMongoCollection<BsonDocument> keys = market.Collection(MongoSchema.Keys);

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. keys.Find(new BsonDocument()).Sort(new BsonDocument("_id", 1)).ToList().Select(key => XElement.Parse(key["xml"].AsString))];

    /// <summary>The name is the key's id, so a key is never stored twice.</summary>
    public void StoreElement(XElement element, string friendlyName) =>
        keys.ReplaceOne(new BsonDocument("_id", friendlyName),
            new BsonDocument { { "_id", friendlyName }, { "xml", element.ToString(SaveOptions.DisableFormatting) } },
            new ReplaceOptions { IsUpsert = true });
}
