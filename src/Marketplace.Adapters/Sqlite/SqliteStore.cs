using System.Diagnostics;
using System.Text.Json;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Sqlite;

/// <summary>
/// Writes change sets to SQLite. JSON is made on the caller's thread; the writer thread then checks the command, every version, and
/// writes documents, earlier versions, events and command in one savepoint of the group's transaction.
/// </summary>
public sealed class SqliteStore(SqliteDatabase database, SqliteEventLog log) : IStore
{
    private sealed record JsonWrite(string Collection, string Id, long ReadAt, string Body);

    private sealed record JsonEvent(string Kind, string Subject, string Body);

    public async Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default)
    {
        using var activity = StorageTelemetry.Activities.StartActivity("storage.commit");
        var writes = changes.Writes.Select(ToJson).ToList();
        var events = changes.Events.Select(e => new JsonEvent(EventTypes.Name(e), e.Subject, EventTypes.Write(e))).ToList();
        var at = SqliteInstant.Text(changes.At);
        var trace = Activity.Current?.Id;

        var (outcome, head) = await database.Writer.Run(statements => Apply(statements, writes, events, changes.Command, at, trace), cancel);

        log.MovedTo(head);
        StorageTelemetry.Commits.Add(1, new KeyValuePair<string, object?>("outcome",
            outcome.Refusal?.First.Code ?? (outcome.Value.Repeated is null ? "committed" : "repeated")));
        return outcome;
    }

    public Task<Command?> Command(string key, CancellationToken cancel = default) =>
        Task.FromResult(database.Read(reader => Find(reader, key)));

    private static Applied<(Outcome<Committed> Outcome, long Head)> Apply(
        SqliteStatements statements, List<JsonWrite> writes, List<JsonEvent> events, Command? command, string at, string? trace)
    {
        if (command is not null && Find(statements, command.Key) is { } earlier)
            return Nothing(earlier.Fingerprint == command.Fingerprint ? new Committed(earlier.Answer) : CommitRefusals.IdempotencyMismatch());

        foreach (var write in writes)
            if (!TryWrite(statements, write, at))
                return Nothing(CommitRefusals.Stale(statements.Number($"SELECT version FROM {write.Collection} WHERE id = ?1", write.Id)));

        foreach (var e in events)
            statements.Execute("INSERT INTO log (at, kind, subject, body, trace) VALUES (?1, ?2, ?3, ?4, ?5)", at, e.Kind, e.Subject, e.Body, trace);
        var head = statements.Number(SqliteEventLog.HeadQuestion);

        if (command is not null)
            statements.Execute("INSERT INTO commands (key, fingerprint, answer, position, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                command.Key, command.Fingerprint, command.Answer, head, at);
        return new((new Committed(), head), Keep: true);
    }

    private static Applied<(Outcome<Committed>, long)> Nothing(Outcome<Committed> outcome) => new((outcome, 0), Keep: false);

    /// <returns>False where another version stands than the one that was read.</returns>
    private static bool TryWrite(SqliteStatements statements, JsonWrite write, string at)
    {
        var table = write.Collection;
        if (write.ReadAt == 0)
            return statements.Execute($"INSERT INTO {table} (id, version, saved_at, body) VALUES (?1, 1, ?2, ?3) ON CONFLICT (id) DO NOTHING",
                write.Id, at, write.Body) == 1;
        return statements.Execute($"INSERT INTO {table}_history SELECT id, version, saved_at, body FROM {table} WHERE id = ?1 AND version = ?2",
                write.Id, write.ReadAt) == 1
            && statements.Execute($"UPDATE {table} SET version = version + 1, saved_at = ?2, body = ?3 WHERE id = ?1", write.Id, at, write.Body) == 1;
    }

    private static Command? Find(SqliteStatements statements, string key) =>
        statements.First("SELECT fingerprint, answer FROM commands WHERE key = ?1", row => new Command(key, row.GetString(0), row.GetString(1)), key);

    private static JsonWrite ToJson(Write write)
    {
        // The name becomes part of SQL, so it must be one of ours.
        if (!Collections.All.Contains(write.Collection)) throw new ArgumentException($"There is no collection '{write.Collection}'.", nameof(write));
        return new JsonWrite(write.Collection, write.Id, write.ReadAt, JsonSerializer.Serialize(write.Value, write.Value.GetType(), MarketJson.Options));
    }
}
