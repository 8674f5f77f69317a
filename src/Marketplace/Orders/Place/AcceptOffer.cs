using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Place;

/// <summary>What a buyer says when an offer is accepted.</summary>
/// <param name="Version">The version of the offer that was read.</param>
internal sealed record AcceptInput(int Version, string? PurchaseOrder, string? InvoiceTitle, string? TaxNumber);

/// <summary>The buyer accepts the newest version of an offer, which places an order: at once, or once the buyer's approver stands to it.</summary>
internal sealed class AcceptOffer(OrderSteps steps, OrderableListings listings, FreezeOrder freeze, OrderWriter writer, MarketClock clock)
{
    public async Task<Outcome<Written<OrderSaved>>> Run(
        Actor actor, OfferId id, long readAt, AcceptInput input, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        if (Parties.RefusesBuyer(actor, found.Value.Buyer) is { } no) return no;
        if (await writer.Before<OrderSaved>(command, cancel) is { } before) return before;
        var fields = new FieldCheck();
        var purchase = PurchaseDetails.Read(fields, input.PurchaseOrder, input.InvoiceTitle, input.TaxNumber);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var order = OrderId.New(clock.Now);
        if (!found.Value.Accept(input.Version, actor.Id, order, clock.Now).Is(out var accepted, out refusal)) return refusal;
        if (found.Version != readAt) return CommitRefusals.Stale(found.Version);
        if (!(await listings.Open(actor, accepted.Listing, cancel)).Is(out var listing, out refusal)) return refusal;
        var version = accepted.Current!;
        var deal = new Deal(OrderWay.Offer, accepted, accepted.Request.Quantity, version.Milestones, version.Kind, purchase, accepted.Request.Scope, version.Terms, QueryOf(accepted.Request.Search));
        var (placed, along) = await freeze.Run(order, actor, listing, deal, cancel);
        return await writer.Commit(placed, 0,
        [
            new OrderPlaced(order, placed.Buyer, placed.Provider, placed.Listing, placed.Evidence, placed.Confirmation.Assent),
            new OfferAccepted(id, placed.Buyer, placed.Provider, version.Number, order),
        ], command, [StoredAs<Offer>.Write(id.Value, accepted, readAt), .. along], cancel);
    }

    private static string? QueryOf(string? address) => address?.IndexOf('?') is >= 0 and var mark ? address[(mark + 1)..] : null;
}
