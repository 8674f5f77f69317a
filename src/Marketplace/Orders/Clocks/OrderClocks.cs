using Marketplace.Storage;

namespace Marketplace.Orders.Clocks;

/// <summary>What time alone does in this room: orders lapse, offers expire, milestones take their clocks.</summary>
internal sealed class OrderClocks(IOrders orders, IOffers offers, LapseOrders lapse, RingMilestone milestones) : IHaveClocks
{
    public string Name => "orders";

    public async Task<IReadOnlyList<Due>> Due(DateTimeOffset now, int most, CancellationToken cancel)
    {
        var until = now.AddMilliseconds(1);
        var due = (await orders.DueBefore(until, most, cancel)).Select(it => new Due(it.Value.Id.Value, At(it.Value.Due)))
            .Concat((await offers.DueBefore(until, most, cancel)).Select(it => new Due(it.Value.Id.Value, At(it.Value.Due))));
        return [.. due.OrderBy(it => it.At).Take(most)];
    }

    public async Task Ring(Due due, CancellationToken cancel)
    {
        if (OfferId.TryParse(due.Key, null, out var offer)) await lapse.Run(offer, cancel);
        if (!OrderId.TryParse(due.Key, null, out var order)) return;
        await lapse.Run(order, cancel);
        await lapse.Change(order, cancel);
        if (await orders.Find(order, cancel) is not { Value: { Confirmation.Assent: Assent.Confirmed } found }) return;
        foreach (var milestone in found.Milestones) await milestones.Run(OrderPayments.Reference(order, milestone.Terms.Number), cancel);
    }

    private static DateTimeOffset At(long? milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds ?? 0);
}
