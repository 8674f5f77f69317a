using System.Globalization;
using Marketplace.Storage;

namespace Marketplace.Adapters.Sqlite;

/// <summary>
/// The log, in the order of commits. Only one thread appends and it never leaves a gap: a refused change set gives its positions back
/// with its savepoint, and a position becomes readable with its whole transaction, so never before a lower one.
/// </summary>
public sealed class SqliteEventLog(SqliteDatabase database) : IEventLog
{
    internal const string HeadQuestion = "SELECT coalesce(max(position), 0) FROM log";
    internal const string AfterQuestion = "SELECT position, at, kind, body, trace FROM log WHERE position > ?1 ORDER BY position LIMIT ?2";
    internal const string CursorQuestion = "SELECT position FROM cursors WHERE consumer = ?1";

    private readonly HeadSignal signal = new();

    public Task<IReadOnlyList<LoggedEvent>> After(long position, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<LoggedEvent>>(database.Read(reader => reader.Rows(AfterQuestion,
            row => new LoggedEvent(
                row.GetInt64(0), SqliteInstant.Read(row.GetString(1)),
                EventTypes.Read(row.GetString(2), row.GetString(3), row.GetInt64(0)),
                row.IsDBNull(4) ? null : row.GetString(4)),
            position, most)));

    public Task<long> Head(CancellationToken cancel = default) => Task.FromResult(database.Read(reader => reader.Number(HeadQuestion)));

    public async ValueTask<string> Stamp(CancellationToken cancel = default) => (await Head(cancel)).ToString(CultureInfo.InvariantCulture);

    public Task<long> Cursor(string consumer, CancellationToken cancel = default) =>
        Task.FromResult(database.Read(reader => reader.Number(CursorQuestion, consumer)));

    public async Task<bool> Advance(string consumer, long position, long fence, CancellationToken cancel = default) =>
        await database.Writer.Run(statements => new Applied<int>(statements.Execute(
            "INSERT INTO cursors (consumer, position) VALUES (?1, ?2) ON CONFLICT (consumer) DO UPDATE SET position = max(position, excluded.position)",
            consumer, position), Keep: true), cancel) == 1;

    public ILease Lease(string consumer) => new OnlySite();

    public Task WaitBeyond(long position, CancellationToken cancel) => signal.WaitBeyond(position, cancel);

    internal void MovedTo(long position) => signal.MoveTo(position);
}
