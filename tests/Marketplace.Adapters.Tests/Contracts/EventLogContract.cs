using System.Diagnostics;
using Marketplace.Listings;
using Marketplace.Storage;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class EventLogContract(Records records) : IDisposable
{
    private readonly IEventLog log = records.Log;

    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Events_come_back_in_order_as_they_were()
    {
        var listing = Given.Listing();
        var committed = await records.Store.Commit(new Changes([],
            [new ListingDrafted(listing.Id, listing.Provider), new ListingPublished(listing.Id, listing.Provider)], Given.Noon));

        Assert.True(committed.Succeeded);
        Assert.Equal(2, await log.Head());
        var events = await log.After(0, 10);

        Assert.Equal([1L, 2L], events.Select(e => e.Position));
        Assert.Equal(new ListingDrafted(listing.Id, listing.Provider), events[0].Event);
        Assert.Equal(new ListingPublished(listing.Id, listing.Provider), events[1].Event);
        Assert.Equal(Given.Noon, events[1].At);
    }

    [Fact]
    public async Task The_log_is_read_page_by_page()
    {
        for (var i = 0; i < 7; i++) await records.Store.Commit(Given.Save(Given.Listing(), 0));

        Assert.Equal(7, await log.Head());
        Assert.Equal([4L, 5L, 6L], (await log.After(3, 3)).Select(e => e.Position));
        Assert.Empty(await log.After(7, 3));
    }

    [Fact]
    public async Task An_empty_log_has_its_head_at_0()
    {
        Assert.Equal(0, await log.Head());
        Assert.Empty(await log.After(0, 10));
    }

    [Fact]
    public async Task Under_parallel_commits_positions_have_no_gap_and_none_shows_before_a_lower_one()
    {
        var stop = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            var seen = new List<LoggedEvent>();
            while (!stop.IsCancellationRequested || seen.Count < await log.Head())
            {
                var next = await log.After(seen.Count, 50);
                seen.AddRange(next);
                if (next.Count == 0) await Task.Yield();
            }
            return seen;
        });

        // Every third is refused: it must leave no hole.
        var stale = Given.Listing();
        var outcomes = await Given.AtOnce(300, i => records.Store.Commit(i % 3 == 0 ? Given.Save(stale, 5) : Given.Save(Given.Listing(), 0)));
        await stop.CancelAsync();
        var heard = await reader;

        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), heard.Select(e => e.Position));
        Assert.Equal(200, heard.Select(e => e.Event.Subject).Distinct().Count());
        Assert.Equal(200, outcomes.Count(it => it.Succeeded));
    }

    [Fact]
    public async Task Who_was_told_of_a_commit_before_committing_comes_after_it()
    {
        var listings = new List<Listing>();
        for (var i = 0; i < 40; i++)
        {
            listings.Add(Given.Listing());
            // Beside each, some that nobody waits for.
            var others = Given.AtOnce(3, _ => records.Store.Commit(Given.Save(Given.Listing(), 0)));
            await records.Store.Commit(Given.Save(listings[i], 0));
            await others;
        }

        await log.Head();
        var order = (await log.After(0, 1000)).Select(e => e.Event.Subject).ToList();

        Assert.Equal(160, order.Count);
        Assert.Equal(listings.Select(it => it.Id.Value), order.Where(subject => listings.Any(it => it.Id.Value == subject)));
    }

    [Fact]
    public async Task Whatever_was_acknowledged_lies_before_the_head()
    {
        for (var i = 1; i <= 20; i++)
        {
            await records.Store.Commit(Given.Save(Given.Listing(), 0));
            Assert.Equal(i, await log.Head());
        }
    }

    [Fact]
    public async Task The_stamp_is_new_as_soon_as_a_commit_is_acknowledged()
    {
        var stamps = new List<string> { await log.Stamp() };
        for (var i = 0; i < 5; i++)
        {
            await records.Store.Commit(Given.Save(Given.Listing(), 0));
            stamps.Add(await log.Stamp());
        }
        Assert.Distinct(stamps);
    }

    [Fact]
    public async Task Each_consumer_has_a_cursor_of_its_own_and_it_never_goes_back()
    {
        var (index, mail) = (await Hold("index"), await Hold("mail"));
        Assert.True(await log.Advance("index", 5, index));
        Assert.True(await log.Advance("mail", 2, mail));
        Assert.True(await log.Advance("index", 3, index));

        Assert.Equal(5, await log.Cursor("index"));
        Assert.Equal(2, await log.Cursor("mail"));
        Assert.Equal(0, await log.Cursor("new"));
    }

    [Fact]
    public async Task A_lease_that_was_left_is_taken_again_at_once()
    {
        var lease = log.Lease("mail");
        var first = await lease.Hold(TestContext.Current.CancellationToken);
        Assert.Equal(first, await lease.Hold(TestContext.Current.CancellationToken));
        await lease.Release();

        Assert.True(await log.Lease("mail").Hold(TestContext.Current.CancellationToken) >= first);
    }

    private async Task<long> Hold(string consumer) => (await log.Lease(consumer).Hold(TestContext.Current.CancellationToken))!.Value;

    [Fact]
    public async Task Who_waits_beyond_the_head_is_woken_by_the_next_event()
    {
        await records.Store.Commit(Given.Save(Given.Listing(), 0));
        await log.WaitBeyond(0, TestContext.Current.CancellationToken);
        var waiting = log.WaitBeyond(1, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        await records.Store.Commit(Given.Save(Given.Listing(), 0));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = log.WaitBeyond(0, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task An_event_carries_the_trace_of_whoever_committed_it()
    {
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        await records.Store.Commit(Given.Save(Given.Listing(), 0));
        request.Stop();
        await records.Store.Commit(Given.Save(Given.Listing(), 0));
        await log.Head();

        var events = await log.After(0, 10);

        Assert.Contains(request.TraceId.ToHexString(), events[0].TraceParent);
        Assert.Null(events[1].TraceParent);
    }
}
