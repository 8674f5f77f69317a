using System.Globalization;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;

namespace Marketplace.Demo.Loading;

/// <summary>Puts the demo market into the store, once: a market that stands there already is not put there again.</summary>
internal sealed partial class LoadDemo(DemoMarket market, IStore store, MarketClock clock, DemoProgress progress, ILogger<LoadDemo> log)
{
    /// <summary>Commits in flight: the store writes those that wait together in one go.</summary>
    private const int AtOnce = 24;

    public async Task Run(DemoSettings settings, CancellationToken cancel = default)
    {
        if (settings.Listings == 0) return;
        var seed = settings.Seed.ToString(CultureInfo.InvariantCulture);
        var done = new Command($"demo:{seed}:done:{settings.Listings}", "demo", "");
        if (await store.Command(done.Key, cancel) is not null) return;

        progress.Begin(settings.Listings);
        try
        {
            var day = await FirstDay(seed, cancel);
            LogBegin(settings.Listings, settings.Seed, day);
            await Firms(settings, day, cancel);
            await Commit(new Changes([], [], clock.Now, done), cancel);
            LogDone(progress.Stored);
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>The market is made as of the day on which its loading first began, or a load could not go on after midnight.</summary>
    private async Task<DateOnly> FirstDay(string seed, CancellationToken cancel)
    {
        var begun = new Command($"demo:{seed}:begun", "demo", clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var committed = await Commit(new Changes([], [], clock.Now, begun), cancel);
        return DateOnly.ParseExact(committed.Repeated ?? begun.Answer, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private async Task Firms(DemoSettings settings, DateOnly day, CancellationToken cancel)
    {
        using var room = new SemaphoreSlim(AtOnce);
        var firms = new List<Task>();
        foreach (var firm in market.Firms(settings.Listings, settings.Seed, day, clock.Zone))
        {
            await room.WaitAsync(cancel);
            firms.RemoveAll(task => task.IsCompletedSuccessfully);
            firms.Add(Store(firm, settings.Seed, room, cancel));
        }
        await Task.WhenAll(firms);
    }

    private async Task Store(DemoFirm firm, long seed, SemaphoreSlim room, CancellationToken cancel)
    {
        try
        {
            // The next step builds on the documents of the one before.
            foreach (var changes in FirmChanges.Of(firm, seed)) await Commit(changes, cancel);
            if (progress.Add(firm.Listings.Count) is { } percent) LogProgress(progress.Stored, progress.Wanted, percent);
        }
        finally
        {
            room.Release();
        }
    }

    private async Task<Committed> Commit(Changes changes, CancellationToken cancel)
    {
        var outcome = await store.Commit(changes, cancel);
        return outcome.Is(out var committed, out var refusal)
            ? committed
            : throw new InvalidOperationException($"The store refused demo data: {refusal.First.Message.En}");
    }

    [LoggerMessage(LogLevel.Information, "Loading {Listings} demo listings (seed {Seed}, as of {Day:yyyy-MM-dd}); the site answers meanwhile")]
    private partial void LogBegin(int listings, long seed, DateOnly day);

    [LoggerMessage(LogLevel.Information, "Demo listings: {Stored} of {Wanted} ({Percent} %)")]
    private partial void LogProgress(int stored, int wanted, int percent);

    [LoggerMessage(LogLevel.Information, "Demo data is complete: {Stored} listings")]
    private partial void LogDone(int stored);
}
