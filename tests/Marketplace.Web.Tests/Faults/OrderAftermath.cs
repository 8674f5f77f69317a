using System.Text.Json.Nodes;
using Marketplace.Rigs.KillRunner;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>Whether the site, up again, knows all that it acknowledged, and each of it once.</summary>
internal sealed class OrderAftermath(DealBook deals)
{
    private const int AtOnce = 6;
    private readonly Dictionary<Dealing, int> looked = [];

    /// <summary>Of every deal of which something was acknowledged since the last time.</summary>
    public async Task Everything_acknowledged_is_there(OrderingPeople people)
    {
        var all = deals.All;
        Assert.DoesNotContain(all, it => it.Wrong is not null);
        var fresh = all.Where(it => it.Acknowledged.Count > looked.GetValueOrDefault(it)).ToList();
        await Parallel.ForEachAsync(fresh, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (deal, _) => await Is(people, deal));
        foreach (var deal in fresh) looked[deal] = deal.Acknowledged.Count;
    }

    /// <param name="why">What is known of a deal that did not.</param>
    public async Task Every_deal_came_to_its_end(Func<Dealing, Task<string>> why)
    {
        var open = deals.All.Where(it => it.Unanswered is not null || it.Stands != EndOf(it.Plan)).ToList();
        if (open.Count == 0) return;
        var told = await Task.WhenAll(open.Take(5).Select(async it => $"{it.Name} ({it.Order}) was to be {it.Plan} and stands {it.Stands}: {await why(it)}"));
        Assert.Fail($"{open.Count} of {deals.All.Count} deals did not come to their end.\n{string.Join('\n', told)}");
    }

    private static string EndOf(DealPlan plan) => plan switch
    {
        DealPlan.Accept or DealPlan.ChangesThenAccept or DealPlan.BuyerConcedes => "completed",
        DealPlan.Cancel => "cancelled",
        _ => "closed",
    };

    private static async Task Is(OrderingPeople people, Dealing deal)
    {
        var order = await people.Buyer.Get($"/api/v1/orders/{deal.Order}");
        var history = await people.Buyer.Get($"/api/v1/orders/{deal.Order}/events");
        Assert.True(order.Done && history.Done, $"{deal.Name}: {order.Status}");
        Assert.True((long)order.Body["version"]! >= deal.Version, $"{deal.Name} ({deal.Order}) was acknowledged at version {deal.Version} and is at {order.Body["version"]}");
        var seen = history.Body["events"]!.AsArray().CountBy(it => (string)it!["kind"]!).ToDictionary();
        foreach (var (kind, count) in deal.Acknowledged.Where(it => it.Shows is not null).CountBy(it => it.Shows!))
        {
            // What is not answered yet may have happened, once.
            var most = count + (deal.Unanswered?.Shows == kind ? 1 : 0);
            Assert.True(seen.GetValueOrDefault(kind) is var times && times >= count && times <= most, $"{deal.Name} ({deal.Order}): {kind} was acknowledged {count} times and is there {times} times: {history.Body}");
        }
        if (deal.Dispute is not null) Knows((await people.Buyer.Get($"/api/v1/disputes/{deal.Dispute}")).Body, deal);
    }

    private static void Knows(JsonObject dispute, Dealing deal)
    {
        foreach (var act in deal.Acknowledged)
        {
            var holds = act.Verb switch
            {
                "answer" => dispute["arguments"]!.AsArray().Count(it => (string?)it!["side"] == "provider") == 1,
                "decide" => (long?)dispute["ruling"]?["release"] == 120_000,
                "concede" => (string?)dispute["stage"] == "conceded",
                _ => true,
            };
            Assert.True(holds, $"{deal.Name} ({deal.Order}): {act.Verb} was acknowledged, and the dispute is {dispute}");
        }
    }
}
