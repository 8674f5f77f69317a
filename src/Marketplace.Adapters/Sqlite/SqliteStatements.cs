using Microsoft.Data.Sqlite;

namespace Marketplace.Adapters.Sqlite;

/// <summary>
/// One connection with its prepared statements: a text of SQL is compiled once and run many times.
/// Values stand for ?1, ?2, … in order. Not for use by two threads at once.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    /// <returns>How many rows were changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar();

    public long Number(string sql, params ReadOnlySpan<object?> values) => Scalar(sql, values) is long number ? number : 0;

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Prepare(sql, values).ExecuteReader();
        var all = new List<T>();
        while (rows.Read()) all.Add(read(rows));
        return all;
    }

    /// <summary>Row by row, for more of them than memory should hold.</summary>
    public IEnumerable<T> Each<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var rows = Prepare(sql, []).ExecuteReader();
        while (rows.Read()) yield return read(rows);
    }

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values) where T : class
    {
        using var rows = Prepare(sql, values).ExecuteReader();
        return rows.Read() ? read(rows) : null;
    }

    /// <summary>Gives up a transaction that may or may not still stand: SQLite ends it by itself on some errors, such as a full disk.</summary>
    public void Abandon()
    {
        try { Execute("ROLLBACK"); }
        catch (SqliteException) { /* there was none left */ }
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter($"?{i}", null));
            prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
