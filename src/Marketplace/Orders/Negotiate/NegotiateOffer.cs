using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Negotiate;

/// <summary>What the two sides do about a request for an offer until it ends: the provider offers, and offers anew; either asks, answers, or declines.</summary>
internal sealed class NegotiateOffer(OrderSteps steps, TransferRules transfers, MarketClock clock)
{
    public Task<Outcome<Written<OfferSaved>>> Make(
        Actor actor, OfferId id, long readAt, OfferInput input, ApiCommand? command = null, CancellationToken cancel = default) =>
        steps.Take(actor, id, readAt, command,
            offer => Parties.RefusesProvider(actor, offer.Provider) is { } no ? no
                : input.Read(offer.Versions.Count + 1, clock, actor.Id, transfers.MostAtOnce).Is(out var version, out var refusal) ? offer.Make(version) : refusal,
            offer => new OfferMade(offer.Id, offer.Buyer, offer.Provider, offer.Current!.Number), cancel);

    /// <summary>A question, or the answer to one.</summary>
    public Task<Outcome<Written<OfferSaved>>> Say(Actor actor, OfferId id, long readAt, string? text, ApiCommand? command = null, CancellationToken cancel = default) =>
        steps.Take(actor, id, readAt, command,
            offer => Side(actor, offer, text, "text", Offer.LongestText).Is(out var said, out var refusal)
                ? offer.Say(new OfferMessage(said.Side, actor.Id, said.Text, clock.Now)) : refusal,
            offer => new OfferQuestioned(offer.Id, offer.Buyer, offer.Provider, offer.Messages[^1].From), cancel);

    /// <summary>The provider does not offer, or the buyer does not take what is offered.</summary>
    public Task<Outcome<Written<OfferSaved>>> Decline(Actor actor, OfferId id, long readAt, string? reason, ApiCommand? command = null, CancellationToken cancel = default) =>
        steps.Take(actor, id, readAt, command,
            offer => Side(actor, offer, reason, "reason", Order.LongestReason).Is(out var said, out var refusal) ? offer.Decline(said.Side, actor.Id, said.Text, clock.Now) : refusal,
            offer => new OfferDeclined(offer.Id, offer.Buyer, offer.Provider, offer.End!.By), cancel);

    private sealed record Said(Side Side, string Text);

    private static Outcome<Said> Side(Actor actor, Offer offer, string? text, string field, int longest)
    {
        if (Parties.SideOf(actor, offer.Buyer, offer.Provider) is not { } side)
            return Parties.IsOfBuyer(actor, offer.Buyer) ? Refusal.Forbidden() : Parties.RefusesProvider(actor, offer.Provider)!;
        var fields = new FieldCheck();
        var kept = fields.Required(text, field, longest, multiline: true);
        return fields.Problems.Count == 0 ? new Said(side, kept) : new Refusal(RefusalKind.Invalid, fields.Problems);
    }
}
