using System.Globalization;
using MongoDB.Bson;

namespace Marketplace.Adapters.Mongo;

/// <summary>How one version of a document is kept: as the current one, and as an earlier one.</summary>
internal static class MongoVersion
{
    public static BsonDocument Current(string id, long version, DateTimeOffset at, BsonDocument body) => new()
    {
        { "_id", id }, { "version", version }, { "savedAt", MongoInstant.At(at) }, { "body", body },
    };

    public static BsonDocument Earlier(BsonDocument current) => new()
    {
        { "_id", Id(current["_id"].AsString, current["version"].ToInt64()) }, { "id", current["_id"] },
        { "version", current["version"] }, { "savedAt", current["savedAt"] }, { "body", current["body"] },
    };

    public static string Id(string id, long version) => string.Create(CultureInfo.InvariantCulture, $"{id}:{version}");
}

/// <summary>Instants as BSON dates, which end at the millisecond.</summary>
internal static class MongoInstant
{
    public static BsonDateTime At(DateTimeOffset instant) => new(instant.ToUnixTimeMilliseconds());

    /// <summary>The first date that is not before the instant.</summary>
    public static BsonDateTime NotBefore(DateTimeOffset instant) =>
        new(instant.ToUnixTimeMilliseconds() + (instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1));

    public static DateTimeOffset Read(BsonValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsBsonDateTime.MillisecondsSinceEpoch);
}
