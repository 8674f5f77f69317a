using System.Collections.Concurrent;

namespace Marketplace.Rigs.KillRunner;

/// <summary>What the site acknowledged last of a listing: its version, and the title the public must see (null while it is a draft).</summary>
public sealed record Acknowledged(string Id, long Version, string? PublishedTitle);

/// <summary>A write that was sent and never answered: it may have taken effect or not, and sending it again must make it so once.</summary>
public sealed record Unanswered(string Key, Func<SiteClient, string, Task<Written>> Send);

/// <summary>
/// Several writers that draft, publish, change and publish again, until the site is gone. Keeps what was acknowledged, which must outlive
/// any kill, and what was in flight.
/// </summary>
public sealed class PublishingLoad(SiteClient client, string provider, int round)
{
    private const int Writers = 8;
    private int inFlight;
    private int acknowledgements;

    public ConcurrentDictionary<string, Acknowledged> Acknowledged { get; } = new();

    public ConcurrentBag<Unanswered> Unanswered { get; } = [];

    public int Acknowledgements => Volatile.Read(ref acknowledgements);

    /// <summary>Kills the site at the first moment with this many acknowledgements and a write in flight.</summary>
    public async Task RunUntilKilled(SiteProcess site, int acknowledgementsFirst)
    {
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(writer))).ToList();
        while (Acknowledgements < acknowledgementsFirst || Volatile.Read(ref inFlight) == 0)
        {
            if (writers.Find(it => it.IsFaulted) is { } broken) await broken;
            await Task.Yield();
        }
        await site.Kill();
        await Task.WhenAll(writers);
    }

    private async Task Write(int writer)
    {
        for (var i = 0; ; i++)
        {
            var (title, changed) = ($"R{round} W{writer} L{i}", $"R{round} W{writer} L{i} changed");
            var drafted = await Send($"draft {title}", (site, key) => site.Draft(key, provider, title), null);
            if (drafted is null) return;
            var published = await Send($"publish {title}", (site, key) => site.Publish(key, drafted), title);
            if (published is null) return;
            var saved = await Send($"save {title}", (site, key) => site.Save(key, published, changed), title);
            if (saved is null || await Send($"publish {changed}", (site, key) => site.Publish(key, saved), changed) is null) return;
        }
    }

    /// <returns>Null where no answer came: the site is gone.</returns>
    private async Task<Written?> Send(string intention, Func<SiteClient, string, Task<Written>> send, string? publishedTitle)
    {
        var key = intention.Replace(' ', '-');
        Interlocked.Increment(ref inFlight);
        try
        {
            var written = await send(client, key);
            Acknowledged[written.Id] = new Acknowledged(written.Id, written.Version, publishedTitle);
            Interlocked.Increment(ref acknowledgements);
            return written;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            Unanswered.Add(new Unanswered(key, send));
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }
}
