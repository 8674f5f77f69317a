using Marketplace.Adapters.Memory;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Tests.Storage;

public sealed class SchedulerTests
{
    private readonly RigTime time = new();
    private readonly MemoryStore store = new();

    [Fact]
    public async Task What_is_due_is_rung_and_what_is_not_waits()
    {
        var clocks = new Clocks(("a", 1), ("b", 5));
        var scheduler = Over(clocks);
        time.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(1, await scheduler.Round(default));
        Assert.Equal(0, await scheduler.Round(default));
        time.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(1, await scheduler.Round(default));

        Assert.Equal(["a", "b"], clocks.Rung);
    }

    [Fact]
    public async Task What_fails_keeps_nobody_waiting_and_is_rung_again_less_and_less_often()
    {
        var (broken, sound) = (new Clocks(("bad", 1), ("good", 2)) { Failing = "bad" }, new Clocks(("other", 3)));
        var scheduler = Over(broken, sound);
        time.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(2, await scheduler.Round(default));
        Assert.Equal(["bad", "good"], broken.Rung);
        Assert.Equal(["other"], sound.Rung);

        for (var second = 0; second < 600; second++)
        {
            time.Now += TimeSpan.FromSeconds(1);
            await scheduler.Round(default);
        }
        Assert.InRange(broken.Rung.Count(it => it == "bad"), 6, 9);

        broken.Failing = null;
        time.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(1, await scheduler.Round(default));
    }

    private Scheduler Over(params IHaveClocks[] clocks) =>
        new(store, clocks, new MarketClock(time, TimeZoneInfo.Utc), time, NullLogger<Scheduler>.Instance);

    private sealed class Clocks(params (string Key, int Minute)[] due) : IHaveClocks
    {
        private readonly DateTimeOffset start = new RigTime().Now;
        private readonly HashSet<string> done = [];

        public string? Failing { get; set; }

        public List<string> Rung { get; } = [];

        public string Name { get; } = Guid.NewGuid().ToString();

        public Task<IReadOnlyList<Due>> Due(DateTimeOffset now, int most, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Due>>(
            [.. due.Where(it => !done.Contains(it.Key) && start.AddMinutes(it.Minute) <= now).Select(it => new Due(it.Key, start.AddMinutes(it.Minute))).Take(most)]);

        public Task Ring(Due it, CancellationToken cancel)
        {
            Rung.Add(it.Key);
            if (it.Key == Failing) throw new InvalidOperationException("It does not work.");
            done.Add(it.Key);
            return Task.CompletedTask;
        }
    }
}
