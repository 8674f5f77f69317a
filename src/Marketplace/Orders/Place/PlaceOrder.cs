using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Place;

/// <summary>An order at a listing's published price, as it was typed.</summary>
/// <param name="Total">What the buyer takes it to come to; where given and not so, nothing is ordered.</param>
/// <param name="Search">The query of the search that led to the listing.</param>
internal sealed record PlaceInput(
    ListingId Listing, int Quantity = 1, string? InvoiceTitle = null, string? PurchaseOrder = null, string? TaxNumber = null, string? Scope = null, Amount? Total = null, string? Search = null);

/// <summary>A buyer orders at the published price. The provider confirms or declines within two working days; nothing is paid before.</summary>
internal sealed class PlaceOrder(OrderableListings listings, IOrders orders, FreezeOrder freeze, OrderWriter writer, TransferRules transfers, MarketClock clock)
{
    public async Task<Outcome<Written<OrderSaved>>> Run(Actor actor, PlaceInput input, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await listings.Open(actor, input.Listing, cancel)).Is(out var listing, out var refusal)) return refusal;
        if (await writer.Before<OrderSaved>(command, cancel) is { } before) return before;
        var fields = new FieldCheck();
        var purchase = PurchaseDetails.Read(fields, input.PurchaseOrder, input.InvoiceTitle, input.TaxNumber);
        var scope = fields.Text(input.Scope, "scope", Offer.LongestText, multiline: true);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        if (!(await Price(listing, input.Quantity, cancel)).Is(out var milestones, out refusal)) return refusal;
        if (input.Total is { } seen && seen != Amount.Of(Shares.Total(milestones)))
            return Refusal.Because(RefusalKind.Conflict, "price_changed", "价格已变动，请核对后再下单。", "The price has changed. Look at it again before you order.", "total");

        var deal = new Deal(OrderWay.PublishedPrice, null, input.Quantity, milestones, listing.Kind, purchase, scope, null, input.Search);
        var (placed, along) = await freeze.Run(OrderId.New(clock.Now), actor, listing, deal, cancel);
        return await writer.Commit(placed, 0, [new OrderPlaced(placed.Id, placed.Buyer, placed.Provider, placed.Listing, placed.Evidence, placed.Confirmation.Assent)], command, along, cancel);
    }

    /// <summary>What so many would come to.</summary>
    public async Task<Outcome<IReadOnlyList<MilestoneTerms>>> Price(Orderable listing, int quantity, CancellationToken cancel = default)
    {
        var terms = await orders.Selling(listing.Provider.Id, cancel);
        return PublishedPrice.Of(listing.Specification, listing.Judgement.Answers, terms?.Value, listing.Title, quantity, freeze.LastDayToConfirm, Languages.Current, transfers.MostAtOnce);
    }
}
