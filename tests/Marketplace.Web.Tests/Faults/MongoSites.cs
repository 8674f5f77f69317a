using System.Diagnostics;
using System.Globalization;
using Marketplace.Adapters.Mongo;
using Marketplace.Rigs.KillRunner;
using Marketplace.Rigs.Servers;
using Marketplace.Web.Tests.Kill;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>
/// Sites as processes of their own over one database of the test's, which can also be read beside them. Each finds by an index of its own, or
/// all by one in Elasticsearch.
/// </summary>
internal sealed class MongoSites : IAsyncDisposable
{
    private static readonly TimeSpan numbersWithin = TimeSpan.FromSeconds(10);

    private readonly OwnEngines engines;
    private readonly List<SiteProcess> processes = [];
    private readonly List<string> folders = [];
    private readonly MongoMarket market;

    public MongoSites(bool elasticsearch = false)
    {
        engines = new(TestServer.MongoDb.AddressOr(Assert.Skip), elasticsearch ? TestServer.Elasticsearch.AddressOr(Assert.Skip) : null);
        var (settings, database) = MongoConnection.Read(engines.MongoUri(), exposed: false);
        market = new MongoMarket(settings, database);
    }

    public async Task<(SiteProcess Process, SiteClient Client)> Start(Uri? through = null)
    {
        folders.Add(Directory.CreateTempSubdirectory("market-fault-").FullName);
        return await Start(folders[^1], through);
    }

    /// <summary>In place of one that was killed: over the same folder.</summary>
    public Task<(SiteProcess Process, SiteClient Client)> StartAgain() => Start(folders[^1], null);

    private async Task<(SiteProcess Process, SiteClient Client)> Start(string folder, Uri? through)
    {
        string[] settings = [.. engines.Settings.Where(it => it.Key != MongoConnection.Setting).Select(it => $"--{it.Key}={it.Value}")];
        var process = await SiteProcess.Start(folder, [$"--{MongoConnection.Setting}={engines.MongoUri(through)}", .. settings]);
        processes.Add(process);
        return (process, await SiteClient.SignIn(process.Address));
    }

    public Task<BsonDocument> Sequencer() => market.Cursors.Find(new BsonDocument("_id", "log")).FirstAsync();

    /// <summary>All that must hold after a fault, whatever it was.</summary>
    public async Task Verify(FaultLoad load, params SiteClient[] clients)
    {
        Assert.Empty(load.Wrong);
        await Verify([.. load.Acknowledged.Values], load.Unanswered, clients);
    }

    public async Task Verify(IReadOnlyCollection<Acknowledged> acknowledged, IReadOnlyCollection<Unanswered> unanswered, params SiteClient[] clients)
    {
        foreach (var client in clients)
        {
            var aftermath = new Aftermath(client, new MongoListings(market));
            await aftermath.Everything_acknowledged_is_there(acknowledged);
            if (client == clients[0]) await aftermath.What_was_unanswered_takes_effect_once(unanswered);
            await aftermath.The_index_equals_the_store();
        }
        await Nothing_is_half_applied();
        await Positions_follow_each_other();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes) await process.DisposeAsync();
        foreach (var folder in folders) Directory.Delete(folder, recursive: true);
        market.Dispose();
        await engines.DisposeAsync();
    }

    /// <summary>Every version of a listing has its event, and every event its version.</summary>
    private async Task Nothing_is_half_applied()
    {
        var versions = (await market.Collection("listings").Find(new BsonDocument()).Project(new BsonDocument("version", 1)).ToListAsync())
            .ToDictionary(it => it["_id"].AsString, it => it["version"].ToInt64());
        var earlier = (await market.History("listings").Find(new BsonDocument()).Project(new BsonDocument("id", 1)).ToListAsync())
            .GroupBy(it => it["id"].AsString).ToDictionary(it => it.Key, it => it.LongCount());
        var events = (await market.Log.Find(new BsonDocument()).ToListAsync()).SelectMany(entry => entry["events"].AsBsonArray)
            .Select(e => e["subject"].AsString).Where(subject => subject.StartsWith("lst_", StringComparison.Ordinal))
            .GroupBy(it => it).ToDictionary(it => it.Key, it => it.LongCount());
        Assert.Equal(versions.OrderBy(it => it.Key), events.OrderBy(it => it.Key));
        Assert.All(versions, it => Assert.Equal(it.Value - 1, earlier.GetValueOrDefault(it.Key)));
    }

    private async Task Positions_follow_each_other()
    {
        for (var watch = Stopwatch.StartNew(); await market.Log.Find(new BsonDocument("pending", true)).AnyAsync(); await Task.Delay(50))
            Assert.True(watch.Elapsed < numbersWithin, "Entries of the log stay without a position.");
        var entries = await market.Log.Find(new BsonDocument("last", new BsonDocument("$gt", 0))).Sort(new BsonDocument("last", 1)).ToListAsync();
        var next = 1L;
        foreach (var entry in entries)
        {
            Assert.Equal(next, entry["first"].ToInt64());
            next = entry["last"].ToInt64() + 1;
            Assert.Equal(entry["events"].AsBsonArray.Count, next - entry["first"].ToInt64());
        }
    }

    public static int Process(BsonDocument lease) => int.Parse(lease["holder"].AsString.Split(':')[1], CultureInfo.InvariantCulture);
}
