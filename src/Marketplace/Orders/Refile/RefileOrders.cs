using System.Globalization;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Refile;

/// <summary>
/// What orders are looked up by is worked out whenever one is written, so one that was written by an earlier version of the site is in none of the lists
/// that came since. This goes through all orders, as the log tells of them, and writes those again, unchanged, that a list of the operators lacks.
/// </summary>
internal sealed class RefileOrders(IStore store, IOrders orders, IEventLog log, MarketClock clock) : IMaintenanceJob
{
    private const int Batch = 500;

    public string Name => "refile-orders";

    public async Task Run(IProgress<string> progress, CancellationToken cancel)
    {
        var (listed, looked, written) = (await Listed(cancel), 0L, 0L);
        for (var position = 0L; await log.After(position, Batch, cancel) is { Count: > 0 } events; position = events[^1].Position)
            foreach (var placed in events.Select(it => it.Event).OfType<OrderPlaced>())
            {
                if (await orders.Find(placed.Order, cancel) is not { } order) continue;
                looked++;
                if (IsWanted(order.Value, listed) && await Write(order, cancel)) written++;
                if (looked % Batch == 0) progress.Report(string.Create(CultureInfo.InvariantCulture, $"{looked:#,0} orders looked at"));
            }
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"Done: {looked:#,0} orders looked at, {written:#,0} put where operators find them."));
    }

    private static bool IsWanted(Order order, (HashSet<OrderId> InReview, HashSet<OrderId> Held) listed) =>
        (order.InReview && !listed.InReview.Contains(order.Id)) || (order.HeldUntil is not null && !listed.Held.Contains(order.Id));

    /// <returns>False where somebody else wrote it in the meantime, by which it got there as well.</returns>
    private async Task<bool> Write(Document<Order> order, CancellationToken cancel)
    {
        var outcome = await store.Commit(new Changes([StoredAs<Order>.Write(order.Value.Id.Value, order.Value, order.Version)], [], clock.Now), cancel);
        return outcome.Is(out _, out var refusal) || (refusal.Kind == RefusalKind.Stale ? false : throw new InvalidOperationException(refusal.First.Message.En));
    }

    private async Task<(HashSet<OrderId> InReview, HashSet<OrderId> Held)> Listed(CancellationToken cancel)
    {
        var inReview = new HashSet<OrderId>();
        for (string? after = null; await orders.InReview(after, Batch, cancel) is { Count: > 0 } page; after = page[^1].Value.Id.Value) inReview.UnionWith(page.Select(it => it.Value.Id));
        return (inReview, [.. (await orders.HeldUntil(DateTimeOffset.MaxValue, int.MaxValue, cancel)).Select(it => it.Value.Id)]);
    }
}
