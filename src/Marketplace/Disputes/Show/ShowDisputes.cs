using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Show;

/// <summary>A dispute in a list, and how it stands.</summary>
public sealed record DisputeLine(Dispute Dispute, Milestone Milestone, DisputeStage Stage);

/// <summary>A page of disputes.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record DisputeList(IReadOnlyList<DisputeLine> Lines, string? Next);

/// <summary>Lists of disputes: of one's own organisation or provider, for arbiters, operators and auditors of everybody, and of one order.</summary>
internal sealed class ShowDisputes(IDisputes disputes, IOrders orders, OrderSteps steps, MarketClock clock)
{
    public const int PageSize = 25;

    /// <summary>Of everybody.</summary>
    public async Task<Outcome<DisputeList>> Queue(Actor actor, string? after, CancellationToken cancel = default) =>
        actor.Has(PlatformRole.Arbiter) || actor.LooksOver ? await Page(await disputes.Queue(after, PageSize + 1, cancel), cancel) : Refusal.Forbidden();

    /// <summary>Of the organisation that the actor acts for: as a buyer, or, with a provider that it speaks for, as that.</summary>
    public async Task<Outcome<DisputeList>> Own(Actor actor, ProviderId? provider, string? after, CancellationToken cancel = default)
    {
        if (actor.For is not { } organisation) return Refusal.Forbidden();
        if (provider is { } firm) return actor.SpeaksFor.Contains(firm) ? await Page(await disputes.OfProvider(firm, after, PageSize + 1, cancel), cancel) : Refusal.NotFound();
        return await Page(await disputes.OfBuyer(organisation.Id, after, PageSize + 1, cancel), cancel);
    }

    /// <summary>Of one order, the newest first; drafts of the actor's own side among them.</summary>
    public async Task<Outcome<IReadOnlyList<DisputeLine>>> OfOrder(Actor actor, OrderId order, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, order, cancel)).Is(out var found, out var refusal)) return refusal;
        var side = Parties.SideOf(actor, found.Value.Buyer, found.Value.Provider);
        DisputeLine[] lines =
        [
            .. (await disputes.OfOrder(order, cancel)).Select(it => it.Value).Where(it => it.State != DisputeState.Discarded && (!it.IsPrivate || it.By == side))
                .Select(it => Line(it, found.Value)).OfType<DisputeLine>().Reverse(),
        ];
        return lines;
    }

    private async Task<DisputeList> Page(IReadOnlyList<Document<Dispute>> found, CancellationToken cancel)
    {
        var lines = new List<DisputeLine>();
        foreach (var it in found.Take(PageSize))
            if (await orders.Find(it.Value.Order, cancel) is { } order && Line(it.Value, order.Value) is { } line) lines.Add(line);
        return new DisputeList(lines, found.Count > PageSize ? found[PageSize - 1].Value.Place : null);
    }

    private DisputeLine? Line(Dispute it, Order order) => order.Milestone(it.Milestone) is { } milestone ? new DisputeLine(it, milestone, DisputeStages.Of(it, milestone, clock.Now)) : null;
}
