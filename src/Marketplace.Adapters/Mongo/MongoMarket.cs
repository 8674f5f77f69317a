using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>The database of the market, shared by all its sites. Before its first use it is checked and its collections are made ready.</summary>
public sealed class MongoMarket : IDisposable
{
    /// <summary>Making collections and indexes over a market that is already full takes its time, and no reader waits for it.</summary>
    private static readonly TimeSpan prepareWithin = TimeSpan.FromMinutes(10);

    /// <summary>A connection may break, and after it the driver asks nothing for a while; what was made so far is found made.</summary>
    private const int PrepareTries = 10;
    private static readonly TimeSpan prepareAgainAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim preparing = new(1);
    private readonly MongoClientSettings settings;
    private volatile bool prepared;

    internal MongoMarket(MongoClientSettings settings, string database)
    {
        this.settings = settings;
        Client = new MongoClient(settings);
        Database = Client.GetDatabase(database);
        Place = MongoConnection.Place(settings, database);
    }

    /// <summary>Where it is, without credentials.</summary>
    public string Place { get; }

    internal MongoClient Client { get; }

    internal IMongoDatabase Database { get; }

    internal IMongoCollection<BsonDocument> Log => Collection(MongoSchema.Log);

    internal IMongoCollection<BsonDocument> Cursors => Collection(MongoSchema.Cursors);

    internal IMongoCollection<BsonDocument> Collection(string name) => Database.GetCollection<BsonDocument>(name);

    internal IMongoCollection<BsonDocument> History(string name) => Database.GetCollection<BsonDocument>(MongoSchema.History(name));

    /// <summary>Once a process: looks whether the server can keep the market's promises, and makes collections, validators and indexes.</summary>
    public async Task Prepare(CancellationToken cancel = default)
    {
        if (prepared) return;
        await preparing.WaitAsync(cancel);
        try
        {
            if (prepared) return;
            await CheckAndPrepare(cancel);
            prepared = true;
        }
        finally
        {
            preparing.Release();
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        preparing.Dispose();
    }

    private async Task CheckAndPrepare(CancellationToken cancel)
    {
        var patient = settings.Clone();
        patient.SocketTimeout = prepareWithin;
        using var client = new MongoClient(patient);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await CheckServer(cancel);
                await MongoSchema.Prepare(client.GetDatabase(Database.DatabaseNamespace.DatabaseName), cancel);
                return;
            }
            catch (Exception silent) when (MongoReading.IsSilence(silent))
            {
                if (tries == PrepareTries)
                    throw new IOException($"MongoDB at {Place} broke off while its collections and indexes were made ready. Start the site again once the server is well.", silent);
            }
            await Task.Delay(prepareAgainAfter, cancel);
        }
    }

    private async Task CheckServer(CancellationToken cancel)
    {
        try
        {
            var hello = await Database.RunCommandAsync<BsonDocument>(new BsonDocument("hello", 1), cancellationToken: cancel);
            if (hello.Contains("setName") || hello.GetValue("msg", "").ToString() == "isdbgrid") return;
        }
        catch (TimeoutException silent)
        {
            throw new IOException($"MongoDB does not answer at {Place}. Start it, or leave {MongoConnection.Setting} out to keep records in SQLite.", silent);
        }
        catch (MongoAuthenticationException refused)
        {
            throw new SettingException($"MongoDB at {Place} does not accept the user or the password in {MongoConnection.Setting}.", refused);
        }
        throw new SettingException(
            $"MongoDB at {Place} stands alone and so has no transactions, without which a change could be half written. " +
            "Start it as a replica set, which may have one member: mongod --replSet market, then once rs.initiate().");
    }
}
