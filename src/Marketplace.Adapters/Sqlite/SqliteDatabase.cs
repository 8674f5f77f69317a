using System.Collections.Concurrent;
using Marketplace.Adapters.Files;
using Microsoft.Data.Sqlite;

namespace Marketplace.Adapters.Sqlite;

/// <summary>
/// The file <c>market.db</c>: one writer with group commit and a pool of readers that never wait for it (write-ahead log).
/// A write is on disk when its task completes (<c>synchronous=FULL</c>), and every read begun after that sees it.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    public const string FileName = "market.db";
    private const int IdleReaders = 16;
    private readonly ConcurrentBag<SqliteStatements> idle = [];
    private int closed;

    private SqliteDatabase(string file, SqliteWriter writer)
    {
        File = file;
        Writer = writer;
    }

    public string File { get; }

    internal SqliteWriter Writer { get; }

    /// <summary>Opens the database of a folder this process holds; creates or migrates it where needed.</summary>
    public static SqliteDatabase Open(DataFolder folder) => Open(folder.File(FileName), SqliteOpenMode.ReadWriteCreate, SqliteSchema.Prepare);

    /// <summary>
    /// Opens the database of a folder that another process holds, for a command run beside the serving site. Its commits are as safe as
    /// the site's, which however hears of their events only when it next polls.
    /// </summary>
    public static SqliteDatabase Visit(string path) => Open(Path.Combine(path, FileName), SqliteOpenMode.ReadWrite, SqliteSchema.Check);

    internal T Read<T>(Func<SqliteStatements, T> work)
    {
        ObjectDisposedException.ThrowIf(closed == 1, this);
        if (!idle.TryTake(out var reader)) reader = new SqliteStatements(ConnectReader());
        try
        {
            return work(reader);
        }
        finally
        {
            if (closed == 1 || idle.Count >= IdleReaders) reader.Dispose();
            else idle.Add(reader);
        }
    }

    /// <summary>A reader for whoever reads long; it is the caller's to dispose of.</summary>
    internal SqliteStatements OwnReader() => new(ConnectReader());

    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, 1) == 1) return;
        while (idle.TryTake(out var reader)) reader.Dispose();
        Writer.Dispose();
    }

    private static SqliteDatabase Open(string file, SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        var connection = Connect(file, mode);
        try
        {
            prepare(connection);
            return new SqliteDatabase(file, new SqliteWriter(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection ConnectReader()
    {
        var connection = Connect(File, SqliteOpenMode.ReadOnly);
        // Many readers share the operating system's page cache; a small cache of their own keeps memory flat.
        Pragma(connection, "PRAGMA cache_size = -1000");
        return connection;
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Pragma(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
