using Marketplace.Identity;
using Marketplace.Orders.Show;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Samples;

/// <summary>The samples of an order as somebody sees them.</summary>
/// <param name="Version">That of all of them together; 0 where there are none.</param>
internal sealed record SamplesView(OrderView Order, IReadOnlyList<Sample> Samples, long Version);

/// <summary>Shows the samples of an order to whoever may see the order.</summary>
internal sealed class ShowSamples(ShowOrder show, IOrders orders)
{
    public async Task<Outcome<SamplesView>> Run(Actor actor, OrderId id, CancellationToken cancel = default)
    {
        if (!(await show.Run(actor, id, cancel)).Is(out var order, out var refusal)) return refusal;
        return await orders.Samples(id, cancel) is { } found ? new SamplesView(order, found.Value.Samples, found.Version) : new SamplesView(order, [], 0);
    }
}
