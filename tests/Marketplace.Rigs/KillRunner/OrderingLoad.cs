using System.Text.Json.Nodes;

namespace Marketplace.Rigs.KillRunner;

/// <summary>
/// Several workers that take deals from placing to their end, each person by the API and payers at the payment page, until the site is gone. The deals
/// outlive it: the next load goes on with them.
/// </summary>
/// <param name="begins">Whether new deals are begun where old ones wait or are over.</param>
public sealed class OrderingLoad(OrderingPeople people, DealBook deals, bool begins)
{
    private const int Workers = 6;
    private const int AtOnce = 4;
    /// <summary>Where nothing can be done: short while there is to be much under way, and longer where all only wait for the site.</summary>
    private readonly TimeSpan breath = TimeSpan.FromMilliseconds(begins ? 40 : 300);
    private static readonly HttpClient payers = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private volatile bool stopped;
    private int inFlight;
    private int acknowledged;

    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Kills the site so long after so many acknowledgements, at the next moment at which something is under way.</summary>
    /// <returns>How many requests got no answer.</returns>
    public async Task<int> RunUntilKilled(SiteProcess site, int acknowledgementsFirst, TimeSpan after)
    {
        var working = Begin();
        while (Acknowledged < acknowledgementsFirst) await Look(working);
        await Task.Delay(after);
        while (Volatile.Read(ref inFlight) == 0) await Look(working);
        await site.Kill();
        await Task.WhenAll(working);
        return deals.All.Count(it => it.Unanswered is not null);
    }

    /// <summary>Works until the condition holds.</summary>
    public async Task RunUntil(Func<Task<bool>> holds, TimeSpan patience)
    {
        var working = Begin();
        using var late = new CancellationTokenSource(patience);
        while (!late.IsCancellationRequested && !await holds()) await Look(working);
        stopped = true;
        await Task.WhenAll(working);
    }

    private static async Task Look(List<Task> working)
    {
        if (working.Find(it => it.IsFaulted) is { } broken) await broken;
        await Task.Delay(5);
    }

    private List<Task> Begin() => [.. Enumerable.Range(0, Workers).Select(worker => Task.Run(() => Work(worker)))];

    private async Task Work(int worker)
    {
        while (!stopped)
        {
            var mine = deals.Of(worker, Workers);
            if (begins && mine.Count < AtOnce) mine.Add(deals.Begin(worker));
            var moved = false;
            foreach (var deal in mine)
            {
                if (stopped || deal.Wrong is not null) continue;
                try
                {
                    moved |= await Step(deal);
                }
                catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
                {
                    return;
                }
            }
            if (!moved) await Task.Delay(breath);
        }
    }

    /// <returns>Whether something was done.</returns>
    private async Task<bool> Step(Dealing deal)
    {
        JsonObject? order = null;
        if (deal.Order is not null)
        {
            var seen = await people.Buyer.Get($"/api/v1/orders/{deal.Order}");
            if (!seen.Done) return false;
            order = seen.Body;
        }
        // Looked at in any case, so that the deal knows how it stands.
        var next = deal.Next(deals.Listing, order);
        if ((deal.Unanswered ?? next) is not { } act) return order is not null && await Pay(deal, order);
        var readAt = act.Path.Contains("/disputes/", StringComparison.Ordinal) ? await DisputeVersion(deal) : (long?)order?["version"];
        deal.Sending(act);
        Interlocked.Increment(ref inFlight);
        try
        {
            var who = act.Who switch { "buyer" => people.Buyer, "editor" => people.Editor, _ => people.Arbiter };
            var answer = await who.Post(act.Path, act.Key, readAt, act.Body?.DeepClone().AsObject());
            deal.Answered(act, answer);
            if (answer.Done) Interlocked.Increment(ref acknowledged);
            return answer.Done;
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private async Task<long?> DisputeVersion(Dealing deal) => (long?)(await people.Buyer.Get($"/api/v1/disputes/{deal.Dispute}")).Body["version"];

    /// <summary>The payer goes where the site leads, and pays there; once, though nobody may ever tell that it did.</summary>
    private async Task<bool> Pay(Dealing deal, JsonObject order)
    {
        if (deal.Paid || deal.Plan == DealPlan.Cancel || (string?)order["milestones"]![0]!["state"] != "fundingPending") return false;
        if (await people.Buyer.LedFrom($"/orders/{deal.Order}/milestones/1/pay") is not { IsAbsoluteUri: true } page || page.Host == "localhost") return false;
        using var paid = await payers.PostAsync(page, new FormUrlEncodedContent([new("do", "pay")]));
        deal.Paid = true;
        return true;
    }
}

/// <summary>All deals of a run, and who works on which.</summary>
/// <param name="listing">What is ordered.</param>
public sealed class DealBook(string listing)
{
    private readonly Lock gate = new();
    private readonly List<(int Worker, Dealing Deal)> all = [];

    public string Listing => listing;

    public IReadOnlyList<Dealing> All
    {
        get
        {
            lock (gate) return [.. all.Select(it => it.Deal)];
        }
    }

    internal List<Dealing> Of(int worker, int workers)
    {
        lock (gate) return [.. all.Where(it => it.Worker % workers == worker && !it.Deal.Over).Select(it => it.Deal)];
    }

    internal Dealing Begin(int worker)
    {
        lock (gate)
        {
            var plans = Enum.GetValues<DealPlan>();
            var deal = new Dealing($"deal{all.Count}", plans[all.Count % plans.Length]);
            all.Add((worker, deal));
            return deal;
        }
    }
}
