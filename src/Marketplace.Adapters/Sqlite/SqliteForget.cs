using Marketplace.Storage;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Forgetting in SQLite.</summary>
public sealed class SqliteForget(SqliteDatabase database) : IForget
{
    public Task EarlierStates(string collection, string id, CancellationToken cancel = default)
    {
        // The name becomes part of SQL, so it must be one of ours.
        if (!Collections.All.Contains(collection)) throw new ArgumentException($"There is no collection '{collection}'.", nameof(collection));
        return database.Writer.Run(statements => new Applied<int>(statements.Execute($"DELETE FROM {collection}_history WHERE id = ?1", id), Keep: true), cancel);
    }
}
