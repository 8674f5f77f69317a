using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;

namespace Marketplace.Adapters.Mongo;

internal sealed record PreparedWrite(string Collection, string Id, long ReadAt, BsonDocument Document);

/// <summary>A change set as documents, made before the transaction begins so that it is short.</summary>
internal sealed record PreparedChanges(string Id, IReadOnlyList<IReadOnlyList<PreparedWrite>> Runs, BsonDocument Entry, int Events, Command? Command)
{
    public static PreparedChanges Of(Changes changes, string? trace)
    {
        var id = Ulid.NewUlid(changes.At).ToString();
        return new(id, Divide(changes.Writes.Select(write => Prepare(write, changes.At))), Log(id, changes, trace), changes.Events.Count, changes.Command);
    }

    private static PreparedWrite Prepare(Write write, DateTimeOffset at)
    {
        if (!Collections.All.Contains(write.Collection)) throw new ArgumentException($"There is no collection '{write.Collection}'.", nameof(write));
        return new(write.Collection, write.Id, write.ReadAt, MongoVersion.Current(write.Id, write.ReadAt + 1, at, BsonJson.Write(write.Value)));
    }

    /// <summary>Writes that follow each other and go to the server together: new documents of one collection, or new versions in one.</summary>
    private static List<List<PreparedWrite>> Divide(IEnumerable<PreparedWrite> writes)
    {
        var runs = new List<List<PreparedWrite>>();
        foreach (var write in writes)
        {
            if (runs is [.., [var first, ..]] && first.Collection == write.Collection && first.ReadAt == 0 == (write.ReadAt == 0)) runs[^1].Add(write);
            else runs.Add([write]);
        }
        return runs;
    }

    private static BsonDocument Log(string id, Changes changes, string? trace)
    {
        var entry = new BsonDocument
        {
            { "_id", id },
            { "at", MongoInstant.At(changes.At) },
            // The server puts its own logical time in place of an empty timestamp: a later commit's is greater, whichever site it comes from.
            { "order", new BsonTimestamp(0) },
            { "events", new BsonArray(changes.Events.Select(Event)) },
        };
        if (trace is not null) entry.Add("trace", trace);
        if (changes.Command is { } command)
            entry.Add("command", new BsonDocument { { "key", command.Key }, { "fingerprint", command.Fingerprint }, { "answer", command.Answer } });
        if (changes.Events.Count > 0) entry.Add("pending", true);
        return entry;
    }

    private static BsonDocument Event(MarketEvent @event) => new()
    {
        { "kind", EventTypes.Name(@event) }, { "subject", @event.Subject }, { "body", BsonJson.Write(@event) },
    };
}
