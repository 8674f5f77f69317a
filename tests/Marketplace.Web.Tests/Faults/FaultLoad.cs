using System.Collections.Concurrent;
using System.Diagnostics;
using Marketplace.Rigs.KillRunner;
using Marketplace.Web.Tests.Kill;

namespace Marketplace.Web.Tests.Faults;

/// <summary>
/// Eight clients that draft and publish without a pause, spread over the sites, whatever the answers: what is acknowledged must stand,
/// what got no answer or "not now" (503) may stand or not, and any other answer is wrong.
/// </summary>
internal sealed class FaultLoad(IReadOnlyList<SiteClient> sites, string provider, string name)
{
    private const int Clients = 8;
    private volatile bool stopped;
    private readonly List<Task> writing = [];
    private int acknowledgements;
    private int inFlight;

    public ConcurrentDictionary<string, Acknowledged> Acknowledged { get; } = new();

    public ConcurrentBag<Unanswered> Unanswered { get; } = [];

    /// <summary>What a client was told that is neither done nor "not now".</summary>
    public ConcurrentBag<string> Wrong { get; } = [];

    /// <summary>The longest that a client waited for its answer, whatever it was.</summary>
    public TimeSpan Slowest { get; private set; }

    public int Acknowledgements => Volatile.Read(ref acknowledgements);

    public int InFlight => Volatile.Read(ref inFlight);

    public void Start() => writing.AddRange(Enumerable.Range(0, Clients).Select(client => Task.Run(() => Write(sites[client % sites.Count], client))));

    /// <summary>Completes when so many more writes were acknowledged and, at that moment, one is under way; tells how long that took.</summary>
    public async Task<TimeSpan> More(int acknowledged)
    {
        var (goal, watch) = (Acknowledgements + acknowledged, Stopwatch.StartNew());
        while (Acknowledgements < goal || InFlight == 0)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException($"Of {acknowledged} writes {acknowledged - (goal - Acknowledgements)} were acknowledged in a minute. {string.Join(' ', Wrong.Take(1))}");
            await Task.Delay(1);
        }
        return watch.Elapsed;
    }

    public async Task Stop()
    {
        stopped = true;
        await Task.WhenAll(writing);
    }

    private async Task Write(SiteClient site, int client)
    {
        for (var i = 0; !stopped; i++)
        {
            var title = $"{name} C{client} L{i}";
            if (await Send(site, $"draft {title}", (it, key) => it.Draft(key, provider, title), null) is { } drafted)
                await Send(site, $"publish {title}", (it, key) => it.Publish(key, drafted), title);
        }
    }

    private async Task<Written?> Send(SiteClient site, string intention, Func<SiteClient, string, Task<Written>> send, string? publishedTitle)
    {
        var key = intention.Replace(' ', '-');
        var asked = Stopwatch.StartNew();
        Interlocked.Increment(ref inFlight);
        try
        {
            var written = await send(site, key);
            Acknowledged[written.Id] = new Acknowledged(written.Id, written.Version, publishedTitle);
            Interlocked.Increment(ref acknowledgements);
            return written;
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or IOException or TaskCanceledException or SiteRefusedException)
        {
            Unanswered.Add(new Unanswered(key, send));
            if (unanswered is SiteRefusedException && !Aftermath.IsNotNow(unanswered)) Wrong.Add(unanswered.Message);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
            lock (writing) Slowest = asked.Elapsed > Slowest ? asked.Elapsed : Slowest;
        }
    }
}
