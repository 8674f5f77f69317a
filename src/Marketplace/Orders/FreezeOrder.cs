using Marketplace.Discovery;
using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>What is agreed when an order is placed.</summary>
/// <param name="Search">The query of the search that led to the listing.</param>
internal sealed record Deal(
    OrderWay Way, Offer? Offer, int Quantity, IReadOnlyList<MilestoneTerms> Milestones, ContractKind Kind, PurchaseDetails Purchase, string? Scope, string? Terms, string? Search)
{
    public OfferVersion? Version => Way == OrderWay.Offer ? Offer!.Current : null;
}

/// <summary>Makes an order of a deal, and the evidence on which it is placed.</summary>
internal sealed class FreezeOrder(IOrders orders, SaySearch search, FeeSchedule fees, MarketClock clock)
{
    public async Task<(Order Order, IReadOnlyList<Write> Along)> Run(OrderId id, Actor actor, Orderable listing, Deal deal, CancellationToken cancel)
    {
        var now = clock.Now;
        var total = Shares.Total(deal.Milestones);
        var contract = ContractFacts.Agreed(deal.Kind);
        var said = await search.Run(deal.Search, cancel);
        var evidence = OrderEvidence.Of(new FrozenOrder(
            FrozenOrder.Format1, id, now, clock.Today,
            new(listing.Provider.Id, listing.Provider.Name, listing.Provider.Country, listing.Provider.RegistrationNumber), new(actor.For!.Id, actor.For.Name),
            new(listing.Listing.Value.Id, listing.Listing.Version, listing.Specification.Class.Code, listing.Specification.Edition, listing.Specification.Hash, listing.Title, listing.Content.Sites, listing.Judgement.Answers),
            listing.Judgement.Result.Overall, listing.Judgement.Result.Basis, listing.Judgement.Result.Requirements,
            [.. listing.Certificates.OrderBy(it => it.Value.Id.Value, StringComparer.Ordinal).Select(it => FrozenCertificate.Of(it, clock.Today))],
            new(deal.Way, deal.Offer?.Id, deal.Version?.Number, deal.Quantity, Shares.Sum(deal.Milestones, it => it.Net), Shares.Sum(deal.Milestones, it => it.Vat), total, deal.Milestones),
            contract, deal.Purchase, deal.Scope, deal.Terms, said is null ? null : new FrozenSearch(said.Address, said.Sentence)));
        var order = new Order
        {
            Id = id, Listing = listing.Listing.Value.Id, Provider = listing.Provider.Id, Buyer = actor.For.Id, PlacedBy = actor.Id, Title = listing.Title,
            Way = deal.Way, Offer = deal.Offer?.Id, OfferVersion = deal.Version?.Number, Quantity = deal.Quantity, Scope = deal.Scope, Terms = deal.Terms,
            Purchase = deal.Purchase, Contract = contract, Evidence = evidence.Hash, Certificates = [.. listing.Certificates.Select(it => it.Value.Id)],
            Milestones = [.. deal.Milestones.Select(it => new Milestone { Terms = it })],
            Confirmation = await Awaited(actor.For.Id, total, deal.Way, cancel), Fees = fees.For(listing.Specification.Class.Family, listing.Provider.Id.Value), PlacedAt = now, SavedAt = now,
        };
        var (placed, codes) = CheckCode.Give(order.Note(new OrderStep(now, OrderStepKind.Placed, Side.Buyer, actor.Id)));
        return (placed, [StoredAs<OrderEvidence>.Write(id.Value, evidence, 0), .. codes, .. OrderPayments.Opened(null, order)]);
    }

    public DateTimeOffset ConfirmBy => clock.EndOf(LastDayToConfirm);

    public DateOnly LastDayToConfirm => WorkingDays.After(clock.Today, Order.ConfirmWithin);

    private async Task<Confirmation> Awaited(OrganisationId buyer, Money total, OrderWay way, CancellationToken cancel) =>
        await orders.Buying(buyer, cancel) is { Value: var terms } && terms.WantsApproval(total)
            ? new Confirmation(Assent.AwaitingApproval, clock.EndOf(WorkingDays.After(clock.Today, Order.ApproveWithin)))
        : way == OrderWay.Offer ? Confirmation.Given : new Confirmation(Assent.AwaitingProvider, ConfirmBy);
}
