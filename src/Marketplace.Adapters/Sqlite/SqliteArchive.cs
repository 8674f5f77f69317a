using System.Runtime.CompilerServices;
using System.Text.Json;
using Marketplace.Adapters.Mongo;
using Marketplace.Storage;
using Marketplace.Storage.Moving;
using Microsoft.Data.Sqlite;

namespace Marketplace.Adapters.Sqlite;

/// <summary>The database as a whole. It is read in one transaction, which a serving site neither waits for nor disturbs.</summary>
public sealed class SqliteArchive(SqliteDatabase database) : IArchive
{
    internal const string MarkQuestion = "SELECT export, part, records, finished FROM import_mark";

    public string Place => $"SQLite, {database.File}";

    public Task<IArchiveSnapshot> Snapshot(CancellationToken cancel = default) => Task.FromResult<IArchiveSnapshot>(new OneState(database.OwnReader()));

    public Task<bool> IsEmpty(CancellationToken cancel = default) => Task.FromResult(database.Read(reader =>
        Collections.All.Append("log").Append("commands").All(table => reader.Number($"SELECT EXISTS (SELECT 1 FROM {table})") == 0)));

    public Task<ImportMark?> Mark(CancellationToken cancel = default) => Task.FromResult(database.Read(reader => reader.First(MarkQuestion,
        row => new ImportMark(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3) == 1))));

    /// <summary>Both in one transaction, so that the mark never says more or less than what stands.</summary>
    public Task Write(IReadOnlyList<ArchiveRecord> records, ImportMark mark, CancellationToken cancel = default) =>
        database.Writer.Run(statements =>
        {
            foreach (var record in records) Insert(statements, record, mark.Part);
            return new Applied<int>(statements.Execute(
                "INSERT OR REPLACE INTO import_mark (one, export, part, records, finished) VALUES (1, ?1, ?2, ?3, ?4)",
                mark.Export, mark.Part, mark.Records, mark.Finished ? 1 : 0), Keep: true);
        }, cancel);

    private static void Insert(SqliteStatements statements, ArchiveRecord record, string part)
    {
        _ = record switch
        {
            ArchivedDocument it => statements.Execute($"INSERT INTO {part} (id, version, saved_at, body) VALUES (?1, ?2, ?3, ?4)",
                it.Id, it.Version, SqliteInstant.Text(it.SavedAt), it.Body.GetRawText()),
            ArchivedEvent it => statements.Execute("INSERT INTO log (position, at, kind, subject, body, trace) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                it.Position, SqliteInstant.Text(it.At), it.Kind, it.Subject, it.Body.GetRawText(), it.Trace),
            // Where in the log it stood is for people who look into the table; not every engine keeps it.
            ArchivedCommand it => statements.Execute("INSERT INTO commands (key, fingerprint, answer, position, at) VALUES (?1, ?2, ?3, 0, ?4)",
                it.Key, it.Fingerprint, it.Answer, SqliteInstant.Text(it.At)),
            ArchivedCursor it => statements.Execute("INSERT INTO cursors (consumer, position) VALUES (?1, ?2)", it.Consumer, it.Position),
            ArchivedJob it => statements.Execute("INSERT INTO job_requests (id, job, status, progress) VALUES (?1, ?2, ?3, ?4)",
                it.Id, it.Job, it.Status.ToString(), it.Progress),
            _ => throw new ArgumentException($"{record.GetType().Name} is not kept in the database.", nameof(record)),
        };
    }

    private sealed class OneState : IArchiveSnapshot
    {
        private readonly SqliteStatements reader;

        public OneState(SqliteStatements reader)
        {
            this.reader = reader;
            reader.Execute("BEGIN");
        }

        public async IAsyncEnumerable<ArchiveRecord> Read(ArchivePart part, [EnumeratorCancellation] CancellationToken cancel = default)
        {
            foreach (var record in Rows(part))
            {
                cancel.ThrowIfCancellationRequested();
                yield return record;
            }
            await Task.CompletedTask;
        }

        public Task<bool> IsStill(CancellationToken cancel = default) => Task.FromResult(true);

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            return ValueTask.CompletedTask;
        }

        private IEnumerable<ArchiveRecord> Rows(ArchivePart part)
        {
            if (part.IsDocuments(out var earlier))
                return reader.Each($"SELECT id, version, saved_at, body FROM {part.Name} ORDER BY {(earlier ? "id, saved_at DESC, version DESC" : "id")}",
                    row => new ArchivedDocument(row.GetString(0), row.GetInt64(1), Instant(row, 2), Body(row, 3)));
            if (part == ArchivePart.Log)
                return reader.Each("SELECT position, at, kind, subject, body, trace FROM log ORDER BY position", row => new ArchivedEvent(
                    row.GetInt64(0), Instant(row, 1), row.GetString(2), row.GetString(3), Body(row, 4), row.IsDBNull(5) ? null : row.GetString(5)));
            if (part == ArchivePart.Commands)
                return reader.Each("SELECT key, fingerprint, answer, at FROM commands ORDER BY key",
                    row => new ArchivedCommand(row.GetString(0), row.GetString(1), row.GetString(2), Instant(row, 3)));
            if (part == ArchivePart.Cursors)
                return reader.Each("SELECT consumer, position FROM cursors WHERE position > 0 ORDER BY consumer", row => new ArchivedCursor(row.GetString(0), row.GetInt64(1)));
            if (part == ArchivePart.Jobs)
                return reader.Each("SELECT id, job, status, progress FROM job_requests ORDER BY id",
                    row => new ArchivedJob(row.GetInt64(0), row.GetString(1), Enum.Parse<JobStatus>(row.GetString(2)), row.GetString(3)));
            throw new ArgumentException($"{part.Name} is not kept in the database.", nameof(part));
        }

        /// <summary>To the millisecond, which is what the market's clock counts and every engine keeps.</summary>
        private static DateTimeOffset Instant(SqliteDataReader row, int column) =>
            DateTimeOffset.FromUnixTimeMilliseconds(SqliteInstant.Read(row.GetString(column)).ToUnixTimeMilliseconds());

        /// <summary>As MongoDB would give it back, so that a number has one spelling and the lines of both engines are the same.</summary>
        private static JsonElement Body(SqliteDataReader row, int column) => BsonJson.Element(BsonJson.Parse(row.GetFieldValue<byte[]>(column)));
    }
}
