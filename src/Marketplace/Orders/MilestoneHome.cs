using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>Keeps milestones within their orders: a move of one is a new version of its order, with a step of its history.</summary>
internal sealed class MilestoneHome(IOrders orders, MarketClock clock) : IMilestoneHome
{
    public async Task<MilestoneAtHome?> Find(string reference, CancellationToken cancel)
    {
        if (OrderPayments.Read(reference) is not var (id, number) || await orders.Find(id, cancel) is not { } found || found.Value.Milestone(number) is not { } milestone) return null;
        return new MilestoneAtHome(milestone, found.Value.State(clock.Now) == OrderState.Active, found.Version,
            (after, by) => [StoredAs<Order>.Write(id.Value, found.Value.Moved(after, by, clock.Now), found.Version)],
            payment => ChargebackFacts.Of(found.Value, milestone, payment, clock));
    }
}
