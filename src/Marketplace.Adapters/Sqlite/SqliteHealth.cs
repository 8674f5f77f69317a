using Marketplace.Storage;
using Microsoft.Data.Sqlite;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Healthy when the writer takes its turn and can read what it wrote.</summary>
internal sealed class SqliteHealth(SqliteDatabase database, string file) : IEngineHealth
{
    public string Port => "Records";

    public string Engine => $"SQLite, {file}";

    public async Task<EngineState> Check(CancellationToken cancel = default)
    {
        try
        {
            var head = await database.Writer.Run(statements => new Applied<long>(statements.Number(SqliteEventLog.HeadQuestion), Keep: true), cancel);
            return new EngineState(Healthy: true, $"log position {head}");
        }
        catch (SqliteException broken)
        {
            return new EngineState(Healthy: false, broken.Message);
        }
    }
}
