using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Marketplace.Storage;
using Marketplace.Storage.Moving;
using MongoDB.Bson;

namespace Marketplace.Adapters.Mongo;

/// <summary>Records of an export as they are kept here, and back.</summary>
internal static class MongoArchiveDocuments
{
    public static BsonDocument Of(ArchiveRecord record, string part, string place) => record switch
    {
        ArchivedDocument it when new ArchivePart(part, typeof(ArchivedDocument)).IsDocuments(out var earlier) => earlier ? MongoVersion.Earlier(Current(it)) : Current(it),
        ArchivedEvent it => Event(it),
        ArchivedCommand it => new BsonDocument(Entry($"command:{it.Key}", it.At))
        {
            { "events", new BsonArray() },
            { "command", new BsonDocument { { "key", it.Key }, { "fingerprint", it.Fingerprint }, { "answer", it.Answer } } },
        },
        ArchivedJob it => MongoJobRequests.Document(new JobRequest(it.Id, it.Job, it.Status, it.Progress), place),
        _ => throw new ArgumentException($"{record.GetType().Name} is not kept in the database.", nameof(record)),
    };

    public static ArchivedDocument Version(BsonDocument kept, string id) =>
        new(kept[id].AsString, kept["version"].ToInt64(), MongoInstant.Read(kept["savedAt"]), BsonJson.Element(kept["body"].AsBsonDocument));

    public static IEnumerable<ArchivedEvent> Events(BsonDocument entry) => MongoEventLog.Events(entry, (position, at, kind, subject, body, trace) =>
        new ArchivedEvent(position, at, kind, subject, BsonJson.Element(body), trace));

    public static ArchivedCommand Command(BsonDocument entry) =>
        new(entry["command"]["key"].AsString, entry["command"]["fingerprint"].AsString, entry["command"]["answer"].AsString, MongoInstant.Read(entry["at"]));

    private static BsonDocument Current(ArchivedDocument it) => MongoVersion.Current(it.Id, it.Version, it.SavedAt, Body(it.Body));

    private static BsonDocument Event(ArchivedEvent it)
    {
        var entry = Entry(string.Create(CultureInfo.InvariantCulture, $"event:{it.Position:D19}"), it.At);
        entry.Add("events", new BsonArray { new BsonDocument { { "kind", it.Kind }, { "subject", it.Subject }, { "body", Body(it.Body) } } });
        if (it.Trace is not null) entry.Add("trace", it.Trace);
        return entry.Add("first", it.Position).Add("last", it.Position);
    }

    private static BsonDocument Entry(string id, DateTimeOffset at) => new() { { "_id", id }, { "at", MongoInstant.At(at) }, { "order", new BsonTimestamp(0) } };

    private static BsonDocument Body(JsonElement body) => BsonJson.Parse(JsonMarshal.GetRawUtf8Value(body));
}
