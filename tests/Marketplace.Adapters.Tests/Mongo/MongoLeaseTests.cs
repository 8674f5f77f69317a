using System.Diagnostics;
using Marketplace.Adapters.Mongo;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Adapters.Tests.Mongo;

/// <summary>What two sites over one database promise each other.</summary>
public sealed class MongoLeaseTests : IDisposable
{
    private static readonly TimeSpan term = TimeSpan.FromMilliseconds(300);
    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private readonly MongoRecords here = new();
    private readonly MongoRecords there;

    public MongoLeaseTests() => there = new MongoRecords(here.Market.Database.DatabaseNamespace.DatabaseName);

    public void Dispose()
    {
        there.Dispose();
        here.Dispose();
    }

    [Fact]
    public async Task One_site_holds_a_lease_for_as_long_as_it_beats()
    {
        var (mine, theirs) = (Lease("here"), Lease("there"));
        Assert.Equal(1, await mine.Hold(cancel));

        for (var i = 0; i < 10; i++)
        {
            await Task.Delay(term / 4, cancel);
            Assert.Equal(1, await mine.Hold(cancel));
            Assert.Null(await theirs.Hold(cancel));
        }
    }

    [Fact]
    public async Task A_site_that_froze_past_its_term_has_lost_the_lease_and_moves_nothing_any_more()
    {
        var (mine, theirs) = (Lease("here"), Lease("there"));
        var old = (await mine.Hold(cancel))!.Value;
        Assert.True(await here.Log.Advance("mail", 1, old, cancel));

        var next = await Taken(theirs);

        Assert.Equal(old + 1, next);
        Assert.False(await here.Log.Advance("mail", 9, old, cancel));
        Assert.Null(await mine.Hold(cancel));
        Assert.True(await there.Log.Advance("mail", 2, next, cancel));
        Assert.Equal(2, await here.Log.Cursor("mail", cancel));
    }

    [Fact]
    public async Task Of_many_sites_that_find_the_lease_free_one_takes_it()
    {
        var fences = await Given.AtOnce(20, i => Lease($"site {i}").Hold(cancel));
        Assert.Single(fences, fence => fence is not null);
    }

    [Fact]
    public async Task Commits_of_two_sites_stand_in_one_order_without_a_gap_and_each_site_hears_them_all_alike()
    {
        await Given.AtOnce(200, i => (i % 2 == 0 ? here : there).Store.Commit(Given.Save(Given.Listing(), 0)));

        Assert.Equal(200, await here.Log.Head(cancel));
        var (mine, theirs) = (await here.Log.After(0, 1000, cancel), await there.Log.After(0, 1000, cancel));
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), mine.Select(e => e.Position));
        Assert.Equal(mine.Select(e => (e.Position, e.Event)), theirs.Select(e => (e.Position, e.Event)));
    }

    [Fact]
    public async Task A_commit_of_one_site_makes_the_stamp_of_the_other_new_within_the_bound()
    {
        for (var round = 0; round < 5; round++)
        {
            var before = await there.Log.Stamp(cancel);
            await here.Store.Commit(Given.Save(Given.Listing(), 0), cancel);
            var acknowledged = Stopwatch.StartNew();
            while (await there.Log.Stamp(cancel) == before) await Task.Delay(5, cancel);
            Assert.True(acknowledged.Elapsed < IEventLog.LongestLag);
        }
    }

    [Fact]
    public async Task A_shared_consumer_hears_every_event_once_and_in_order_though_two_sites_offer_to()
    {
        var heard = new List<(string Site, long Position)>();
        await using var mine = await Pump(here, new Mail("here", heard));
        await using var theirs = await Pump(there, new Mail("there", heard));

        await Given.AtOnce(60, i => (i % 2 == 0 ? here : there).Store.Commit(Given.Save(Given.Listing(), 0)));
        await Heard(heard, 60);
        await mine.DisposeAsync();
        await Given.AtOnce(60, _ => there.Store.Commit(Given.Save(Given.Listing(), 0)));
        await Heard(heard, 120);

        lock (heard)
        {
            Assert.Equal(Enumerable.Range(1, 120).Select(i => (long)i), heard.Select(it => it.Position));
            Assert.Single(heard.Take(60).Select(it => it.Site).Distinct());
        }
    }

    private MongoLease Lease(string holder) => new(here.Market.Cursors, "mail", holder, term, TimeProvider.System);

    private static async Task<long> Taken(MongoLease lease)
    {
        while (true)
        {
            if (await lease.Hold(cancel) is { } fence) return fence;
            await Task.Delay(20, cancel);
        }
    }

    private static async Task Heard(List<(string, long)> heard, int count)
    {
        for (var patience = 0; patience < 1000; patience++)
        {
            lock (heard) if (heard.Count >= count) return;
            await Task.Delay(20, cancel);
        }
        Assert.Fail($"Only {heard.Count} of {count} events were heard.");
    }

    private static async Task<RunningPump> Pump(MongoRecords site, IHear hearer)
    {
        var pump = new OutboxPump(site.Log, [hearer], TimeProvider.System, NullLogger<OutboxPump>.Instance);
        await pump.StartAsync(cancel);
        return new RunningPump(pump);
    }

    private sealed class RunningPump(OutboxPump pump) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await pump.StopAsync(CancellationToken.None);
            pump.Dispose();
        }
    }

    private sealed class Mail(string site, List<(string Site, long Position)> heard) : IHear
    {
        public string Consumer => "mail";

        public Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
        {
            lock (heard) heard.AddRange(events.Select(e => (site, e.Position)));
            return Task.CompletedTask;
        }
    }
}
