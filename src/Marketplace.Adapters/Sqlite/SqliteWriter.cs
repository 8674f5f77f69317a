using System.Threading.Channels;
using Marketplace.Storage;
using Microsoft.Data.Sqlite;

namespace Marketplace.Adapters.Sqlite;

/// <summary>What a piece of writing came to, and whether what it wrote is to stay.</summary>
internal readonly record struct Applied<T>(T Result, bool Keep);

/// <summary>
/// The one writer. Pieces of writing that arrive while the disk is busy share the next transaction, and so one flush to disk; each has
/// a savepoint of its own, so that one that is refused or fails takes nothing with it. A task completes after that flush, not before.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Bounds how long the first of a group waits for the last.</summary>
    private const int LargestGroup = 256;

    // Result codes of SQLite: SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL.
    private const int ReadOnly = 8;
    private const int InputOutputError = 10;
    private const int DiskFull = 13;

    private readonly Channel<Piece> queue = Channel.CreateBounded<Piece>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly SqliteStatements statements;
    private readonly Thread thread;
    private long transactions;

    public SqliteWriter(SqliteConnection connection)
    {
        statements = new SqliteStatements(connection);
        thread = new Thread(Work) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
    }

    /// <summary>How many transactions, and so flushes to disk, there were since start.</summary>
    public long Transactions => Interlocked.Read(ref transactions);

    /// <summary>Once queued, a piece is written whatever becomes of its caller, who would else not know.</summary>
    public async Task<T> Run<T>(Func<SqliteStatements, Applied<T>> work, CancellationToken cancel)
    {
        var piece = new Piece<T>(work);
        await queue.Writer.WriteAsync(piece, cancel);
        return await piece.Done.Task;
    }

    public void Dispose()
    {
        if (queue.Writer.TryComplete()) thread.Join();
    }

    private void Work()
    {
        var group = new List<Piece>(LargestGroup);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var piece)) group.Add(piece);
            Write(group);
            group.Clear();
        }
        statements.Dispose();
    }

    private void Write(List<Piece> group)
    {
        try
        {
            statements.Execute("BEGIN IMMEDIATE");
            foreach (var piece in group)
            {
                statements.Execute("SAVEPOINT piece");
                if (!piece.Apply(statements)) statements.Execute("ROLLBACK TO piece");
                statements.Execute("RELEASE piece");
            }
            statements.Execute("COMMIT");
        }
        catch (SqliteException broken)
        {
            // A full disk or a lost file: the transaction is gone, so nobody in it may believe otherwise.
            statements.Abandon();
            foreach (var piece in group) piece.Fail(broken);
            return;
        }
        Interlocked.Increment(ref transactions);
        StorageTelemetry.GroupSize.Record(group.Count);
        foreach (var piece in group) piece.Complete();
    }

    private abstract class Piece
    {
        /// <returns>Whether what was written is to stay.</returns>
        public abstract bool Apply(SqliteStatements statements);

        public abstract void Complete();

        public abstract void Fail(Exception failure);
    }

    private sealed class Piece<T>(Func<SqliteStatements, Applied<T>> work) : Piece
    {
        private Applied<T> applied;
        private Exception? bug;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool Apply(SqliteStatements statements)
        {
            try
            {
                applied = work(statements);
                return applied.Keep;
            }
            catch (Exception failure)
            {
                bug = failure;
                return false;
            }
        }

        public override void Complete()
        {
            if (bug is null) Done.SetResult(applied.Result);
            else Done.SetException(Meaning(bug));
        }

        public override void Fail(Exception failure) => Done.SetException(Meaning(bug ?? failure));

        private static Exception Meaning(Exception failure) => failure switch
        {
            SqliteException { SqliteErrorCode: DiskFull } => new StoreUnwritableException(full: true, failure),
            SqliteException { SqliteErrorCode: InputOutputError or ReadOnly } => new StoreUnwritableException(full: false, failure),
            _ => failure,
        };
    }
}
