using System.Globalization;
using System.Text.Json;
using Marketplace.Adapters.Files;
using Marketplace.Adapters.Mongo;
using Marketplace.Adapters.Sqlite;
using Marketplace.Rigs.Servers;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Data.Sqlite;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Benchmarks.Orders;

/// <summary>
/// The floor: the same documents and events, made in the same way and written in one transaction by the engine's own driver, into a market laid out
/// like the site's; nothing looks after what may go wrong.
/// </summary>
internal abstract class BareEngine : IAsyncDisposable
{
    private int made;

    /// <summary>One transaction. Each document gets an id of its own, for nobody looks whether it fits the rest.</summary>
    public abstract Task Write(Changes changes);

    public abstract ValueTask DisposeAsync();

    protected Changes Anew(Changes changes)
    {
        var number = Interlocked.Increment(ref made).ToString("D26", CultureInfo.InvariantCulture);
        return changes with { Writes = [.. changes.Writes.Select(it => it with { Id = it.Id[..Math.Min(4, it.Id.Length)] + number })] };
    }
}

/// <summary>One connection, as there is one writer in any case, and every transaction on disk before the next.</summary>
internal sealed class BareSqlite : BareEngine
{
    private readonly string folder = Directory.CreateTempSubdirectory("bare-").FullName;
    private readonly SqliteConnection connection;
    private readonly SqliteStatements statements;
    private readonly Lock writing = new();

    public BareSqlite()
    {
        using (var claimed = DataFolder.Claim(folder)) SqliteDatabase.Open(claimed).Dispose();
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, SqliteDatabase.FileName), Pooling = false }.ToString());
        connection.Open();
        statements = new SqliteStatements(connection);
        statements.Scalar("PRAGMA journal_mode = WAL");
        statements.Execute("PRAGMA synchronous = FULL");
    }

    public override Task Write(Changes changes)
    {
        var (all, at) = (Anew(changes), SqliteInstant.Text(changes.At));
        var bodies = all.Writes.Select(it => JsonSerializer.Serialize(it.Value, it.Value.GetType(), MarketJson.Options)).ToList();
        var events = all.Events.Select(EventTypes.Write).ToList();
        lock (writing)
        {
            statements.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < bodies.Count; i++)
                statements.Execute($"INSERT INTO {all.Writes[i].Collection} (id, version, saved_at, body) VALUES (?1, 1, ?2, ?3)", all.Writes[i].Id, at, bodies[i]);
            for (var i = 0; i < events.Count; i++)
                statements.Execute("INSERT INTO log (at, kind, subject, body, trace) VALUES (?1, ?2, ?3, ?4, ?5)", at, EventTypes.Name(all.Events[i]), all.Events[i].Subject, events[i], null);
            statements.Execute("COMMIT");
        }
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        statements.Dispose();
        connection.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The driver's own transaction, as safe as the market's.</summary>
internal sealed class BareMongo : BareEngine
{
    private static readonly TransactionOptions asTheMarket = new(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority.With(journal: true));
    private readonly OwnEngines engines;
    private readonly MongoMarket market;

    private BareMongo(OwnEngines engines)
    {
        this.engines = engines;
        var (settings, database) = MongoConnection.Read(engines.MongoUri(), exposed: false);
        market = new MongoMarket(settings, database);
    }

    public static async Task<BareMongo> Open(string address)
    {
        var bare = new BareMongo(new OwnEngines(address, null));
        await bare.market.Prepare();
        return bare;
    }

    public override async Task Write(Changes changes)
    {
        var prepared = PreparedChanges.Of(Anew(changes), trace: null);
        if (prepared.Events == 0 && prepared.Runs is [[var only]])
        {
            await market.Collection(only.Collection).WithWriteConcern(asTheMarket.WriteConcern).InsertOneAsync(only.Document);
            return;
        }
        using var session = await market.Client.StartSessionAsync();
        await session.WithTransactionAsync(async (it, cancel) =>
        {
            foreach (var run in prepared.Runs) await market.Collection(run[0].Collection).InsertManyAsync(it, run.Select(write => write.Document), cancellationToken: cancel);
            await market.Log.InsertOneAsync(it, prepared.Entry, cancellationToken: cancel);
            return true;
        }, asTheMarket);
    }

    public override async ValueTask DisposeAsync()
    {
        market.Dispose();
        await engines.DisposeAsync();
    }
}
