using System.Globalization;
using System.Text.Json;
using Marketplace.Adapters.Mongo;
using Marketplace.Listings;
using Marketplace.Rigs.KillRunner;
using Marketplace.Rigs.Servers;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Benchmarks.Mongo;

/// <summary>
/// A commit of one new listing with its event, by sixteen writers at once, beside the driver's own transaction that inserts the very same two
/// documents into collections of the same validators and indexes. The log is numbered meanwhile, as it is in a running site; the floor has
/// nobody who does that. The server is the one that <c>MARKETPLACE_TEST_MONGODB</c> names.
/// </summary>
internal static class MongoBench
{
    private const int Writers = 16;
    private const int Rounds = 5;
    private static readonly TimeSpan round = TimeSpan.FromSeconds(4);
    private static readonly TransactionOptions asTheMarket = new(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority.With(journal: true));

    public static async Task Run()
    {
        if (Environment.GetEnvironmentVariable("MARKETPLACE_TEST_MONGODB") is not { Length: > 0 } address)
        {
            Console.WriteLine("No MongoDB: set MARKETPLACE_TEST_MONGODB to its address.");
            return;
        }
        await using OwnEngines own = new(address, null), bare = new(address, null);
        using MongoMarket market = Open(own), floor = Open(bare);
        await market.Prepare();
        await floor.Prepare();
        Report.Say("server", "", await Server(market));
        await Measure(market, floor);
    }

    private static MongoMarket Open(OwnEngines engines)
    {
        var (settings, database) = MongoConnection.Read(engines.MongoUri(), exposed: false);
        return new MongoMarket(settings, database);
    }

    private static async Task Measure(MongoMarket market, MongoMarket floor)
    {
        using var log = new MongoEventLog(market, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var stumbled = 0;
        var following = Task.Run(() => log.Follow(_ => Interlocked.Increment(ref stumbled), stop.Token));
        var store = new MongoStore(market, log, TimeProvider.System);

        var (theirs, ours) = (new List<double>(), new List<double>());
        for (var turn = -1; turn < Rounds; turn++)
        {
            var bare = await Pace.PerSecond(Writers, round, async () => await Bare(floor, NewListing()));
            var commits = await Pace.PerSecond(Writers, round, async () =>
            {
                if (!(await store.Commit(NewListing())).Is(out _, out var refusal)) throw new InvalidOperationException(refusal.First.Message.En);
            });
            if (turn < 0) continue;
            theirs.Add(bare);
            ours.Add(commits);
        }
        var head = await log.Head();
        await stop.CancelAsync();
        await following;

        var written = await market.Log.CountDocumentsAsync(new BsonDocument());
        if (head != written || stumbled > 0) throw new InvalidOperationException($"{written} written, {head} numbered, {stumbled} stumbles.");
        var ratio = Pace.Median(ours) / Pace.Median(theirs);
        Report.Say($"the driver's own transaction, {Writers} writers", string.Create(CultureInfo.InvariantCulture, $"{Pace.Median(theirs):0}"), "a second");
        Report.Say("commit of one listing with its event", string.Create(CultureInfo.InvariantCulture, $"{Pace.Median(ours):0}"), "a second, numbered in the log");
        Report.Hold("  ratio", ratio, "x", ">= 0.7", ratio >= 0.7);
    }

    /// <summary>The same documents, made in the same way, and nothing that looks after what may go wrong.</summary>
    private static async Task Bare(MongoMarket market, Changes changes)
    {
        var prepared = PreparedChanges.Of(changes, trace: null);
        using var session = await market.Client.StartSessionAsync();
        await session.WithTransactionAsync(async (it, cancel) =>
        {
            await market.Collection("listings").InsertOneAsync(it, prepared.Runs[0][0].Document, cancellationToken: cancel);
            await market.Log.InsertOneAsync(it, prepared.Entry, cancellationToken: cancel);
            return true;
        }, asTheMarket);
    }

    private static Changes NewListing()
    {
        var now = TimeProvider.System.GetUtcNow();
        var answers = ConformingListing.Answers("bench").Deserialize<Answers>(MarketJson.Options)!;
        var listing = Listing.Start(provider, new ListingContent(ConformingListing.Class, 1, answers, [], []), now);
        return new Changes([StoredAs<Listing>.Write(listing.Id.Value, listing, 0)], [new ListingDrafted(listing.Id, provider)], now);
    }

    private static readonly ProviderId provider = ProviderId.New(TimeProvider.System.GetUtcNow());

    private static async Task<string> Server(MongoMarket market)
    {
        var build = await market.Database.RunCommandAsync<BsonDocument>(new BsonDocument("buildInfo", 1));
        return $"wire protocol of MongoDB {build["version"]} at {market.Place}";
    }
}
