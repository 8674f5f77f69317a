using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Orders.Transfers;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Show;

/// <summary>A certificate that the order rests on and that no longer holds.</summary>
public sealed record FallenCertificate(FrozenCertificate Frozen, EvidenceStatus Status);

/// <summary>A change order as it stands today, with what it says.</summary>
public sealed record ChangeView(OrderChange Change, ChangeState State, ChangeDocument Document, FrozenChange Frozen);

/// <summary>An order as one of its parties, or whoever may look at all, sees it today.</summary>
/// <param name="Side">For which side the reader may carry it on; null where for none.</param>
public sealed record OrderView(
    Document<Order> Document, OrderState State, Side? Side, Bilingual ProviderName, Bilingual BuyerName, OrderEvidence Evidence, FrozenOrder Frozen,
    IReadOnlyList<FallenCertificate> Fallen, bool MayApprove)
{
    public Order Order => Document.Value;

    /// <summary>For which side the reader may also agree to something new, which a suspended provider may not; null where for none.</summary>
    public Side? AgreesAs { get; init; } = Side;

    /// <summary>In which ways the buyer can pay now.</summary>
    public OpenWays Ways { get; init; } = new(true, null);

    /// <summary>Of which changes were proposed, by their numbers.</summary>
    public IReadOnlyList<ChangeView> Changes { get; init; } = [];
}

/// <summary>Shows an order to its two parties, to operators and auditors. To everybody else there is none.</summary>
internal sealed class ShowOrder(OrderSteps steps, IOrders orders, ICertificates certificates, IOrganisations organisations, PayWays ways, MarketClock clock)
{
    public async Task<Outcome<OrderView>> Run(Actor actor, OrderId id, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var order = found.Value;
        var evidence = await orders.Evidence(id, cancel) ?? throw new InvalidOperationException($"{id} has no evidence.");
        var frozen = evidence.Read();
        var buyer = await organisations.Find([order.Buyer], cancel) is [var organisation] ? organisation.Value.Name : frozen.Buyer.Name;
        var state = order.State(clock.Now);
        return new OrderView(found, state, Parties.Carries(actor, order.Buyer, order.Provider), frozen.Provider.Name, buyer, evidence, frozen,
            await Fallen(frozen, cancel), state == OrderState.AwaitingApproval && Confirm.ApproveOrder.Refuses(actor, order) is null)
        {
            AgreesAs = Parties.SideOf(actor, order.Buyer, order.Provider), Ways = await ways.Of(order.Provider, cancel), Changes = order.Changes.Count == 0 ? [] : await Changes(order, cancel),
        };
    }

    private async Task<IReadOnlyList<ChangeView>> Changes(Order order, CancellationToken cancel)
    {
        var documents = (await orders.Changes(order.Id, cancel)).ToDictionary(it => it.Hash);
        return [.. order.Changes.Where(it => documents.ContainsKey(it.Hash)).Select(it => new ChangeView(it, it.At(clock.Now), documents[it.Hash], documents[it.Hash].Read()))];
    }

    private async Task<IReadOnlyList<FallenCertificate>> Fallen(FrozenOrder frozen, CancellationToken cancel)
    {
        var today = (await certificates.Find([.. frozen.Certificates.Select(it => it.Id)], cancel)).ToDictionary(it => it.Value.Id, it => it.Value.ToEvidence().StatusOn(clock.Today));
        return
        [
            .. frozen.Certificates.Where(it => it.Status == EvidenceStatus.Active && today.TryGetValue(it.Id, out var status) && status != EvidenceStatus.Active)
                .Select(it => new FallenCertificate(it, today[it.Id])),
        ];
    }
}
