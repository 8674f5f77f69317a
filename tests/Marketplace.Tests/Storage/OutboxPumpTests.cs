using System.Collections.Concurrent;
using System.Diagnostics;
using Marketplace.Adapters.Memory;
using Marketplace.Listings;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Tests.Storage;

public sealed class OutboxPumpTests
{
    private static readonly DateTimeOffset now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly MemoryStore store = new();

    [Fact]
    public async Task Everybody_hears_every_event_once_and_in_order_while_all_goes_well()
    {
        var (a, b) = (new Hearer("a"), new Hearer("b"));
        await Append(3);

        await using var pump = await Running(a, b);
        for (var i = 0; i < 600; i++) await Append(1);
        await pump.It.CaughtUp().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(Enumerable.Range(1, 603).Select(i => (long)i), a.Heard);
        Assert.Equal(a.Heard, b.Heard);
        Assert.Equal(603, await store.Cursor("a"));
        Assert.All(await pump.It.Progress(), it => Assert.Equal((0L, null), (it.Lag, it.Failure)));
    }

    [Fact]
    public async Task A_consumer_goes_on_where_it_stopped()
    {
        await Append(5);
        await store.Advance("a", 3, fence: 1);
        var a = new Hearer("a");

        await using var pump = await Running(a);
        await pump.It.CaughtUp().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([4L, 5L], a.Heard);
    }

    [Fact]
    public async Task What_a_consumer_fails_on_is_tried_again_and_holds_up_nobody_else()
    {
        var failing = new Hearer("failing") { FailuresLeft = 3 };
        var well = new Hearer("well");
        await Append(2);

        await using var pump = await Running(failing, well);
        await pump.It.CaughtUp().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([1L, 2L], failing.Heard);
        Assert.Equal([1L, 2L], well.Heard);
        Assert.Equal(0, failing.FailuresLeft);
    }

    [Fact]
    public async Task A_failure_shows_in_the_progress_while_it_lasts_and_the_cursor_stays()
    {
        var failing = new Hearer("failing") { FailuresLeft = int.MaxValue };
        await Append(2);

        await using var pump = await Running(failing);
        await Until(async () => (await pump.It.Progress())[0].Failure is not null);

        Assert.Equal(new ConsumerProgress("failing", 0, 2, "cannot hear"), (await pump.It.Progress())[0]);
        Assert.Equal(0, await store.Cursor("failing"));
    }

    [Fact]
    public async Task Who_keeps_its_own_cursor_starts_there_is_told_to_settle_and_needs_none_in_the_log()
    {
        await Append(6);
        var keeper = new Keeper { Durable = 4 };

        await using (var pump = await Running(keeper))
        {
            await pump.It.CaughtUp().WaitAsync(TimeSpan.FromSeconds(20));
            await Until(() => Task.FromResult(keeper.Durable == 6)); // when the log falls quiet
            await Append(1);
            await pump.It.CaughtUp().WaitAsync(TimeSpan.FromSeconds(20));
        }

        Assert.Equal([5L, 6L, 7L], keeper.Heard);
        Assert.Equal(7, keeper.Durable); // at shutdown
        Assert.Equal(0, await store.Cursor("keeper"));
    }

    [Fact]
    public async Task After_a_failure_a_keeper_hears_again_what_it_had_not_made_durable()
    {
        await Append(2);
        var keeper = new Keeper();
        await using var pump = await Running(keeper);
        await pump.It.CaughtUp().WaitAsync(TimeSpan.FromSeconds(20));
        keeper.Durable = 1; // a crash of its store lost the second
        keeper.FailuresLeft = 1;
        await Append(1);
        await pump.It.CaughtUp().WaitAsync(TimeSpan.FromSeconds(20));
        await Until(() => Task.FromResult(keeper.Heard.Last() == 3));

        Assert.Equal([1L, 2L, 2L, 3L], keeper.Heard);
    }

    [Fact]
    public async Task A_keeper_that_is_ahead_of_the_log_is_not_fed_the_wrong_history()
    {
        await Append(2);
        var keeper = new Keeper { Durable = 9 };

        await using var pump = await Running(keeper);
        await Until(async () => (await pump.It.Progress())[0].Failure is not null);
        Assert.Contains("derived from other records", (await pump.It.Progress())[0].Failure);
        Assert.Empty(keeper.Heard);

        keeper.Durable = 1; // rebuilt
        await pump.It.CaughtUp().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal([2L], keeper.Heard);
    }

    [Fact]
    public async Task One_trace_leads_from_the_commit_to_what_is_done_about_it()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StorageTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        var hearer = new Hearer("traced");
        await using var pump = await Running(hearer);

        using var request = new Activity("POST publish").SetIdFormat(ActivityIdFormat.W3C).Start();
        await Append(1);
        await pump.It.CaughtUp().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(request.TraceId, hearer.Traces.Single());
    }

    [Fact]
    public void Two_consumers_of_one_name_would_share_a_cursor_and_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => Pump(new Hearer("same"), new Hearer("same")));

    private OutboxPump Pump(params IHear[] hearers) => new(store, hearers, TimeProvider.System, NullLogger<OutboxPump>.Instance);

    private async Task<RunningPump> Running(params IHear[] hearers)
    {
        var pump = Pump(hearers);
        await pump.StartAsync(CancellationToken.None);
        return new RunningPump(pump);
    }

    private async Task Append(int events)
    {
        var listing = ListingId.New(now);
        await store.Commit(new Changes([], [.. Enumerable.Repeat(new ListingPublished(listing, ProviderId.New(now)), events)], now));
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var waited = Stopwatch.StartNew(); !await holds(); await Task.Delay(10))
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), "It did not come about within 20 s.");
    }

    private sealed record RunningPump(OutboxPump It) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await It.StopAsync(CancellationToken.None);
            It.Dispose();
        }
    }

    private class Hearer(string name) : IHear
    {
        public string Consumer => name;
        public int FailuresLeft { get; set; }
        public ConcurrentQueue<long> Heard { get; } = new();
        public ConcurrentQueue<ActivityTraceId> Traces { get; } = new();

        public Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
        {
            if (FailuresLeft > 0)
            {
                FailuresLeft--;
                throw new InvalidOperationException("cannot hear");
            }
            foreach (var e in events) Heard.Enqueue(e.Position);
            if (Activity.Current is { } activity) Traces.Enqueue(activity.TraceId);
            return Task.CompletedTask;
        }
    }

    private sealed class Keeper() : Hearer("keeper"), IKeepMyCursor
    {
        public long Durable { get; set; }

        public ValueTask<long> Position(CancellationToken cancel) => ValueTask.FromResult(Durable);

        public Task Settle(long position, CancellationToken cancel)
        {
            Durable = position;
            return Task.CompletedTask;
        }
    }
}
