using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Orders.Ask;
using Marketplace.Orders.Show;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Negotiate;

/// <summary>What one side writes to the other, as the API takes it.</summary>
internal sealed record MessageInput(string? Text);

/// <summary>Why somebody declines, as the API takes it.</summary>
internal sealed record DeclineInput(string? Reason);

/// <summary>Requests for offers over the API: ask, look, offer, write, decline.</summary>
internal static class OfferEndpoints
{
    public static IEndpointRouteBuilder MapOffers(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/offers", Ask).WithName("askForOffer").WithTags("Offers").WithSummary("Ask the provider of a listing for an offer.")
            .Accepts<AskInput>("application/json").Produces<OfferSaved>(StatusCodes.Status201Created).WritesProblems();
        routes.MapGet("/api/v1/offers/{id}", Show).WithName("getOffer").WithTags("Offers").WithSummary("A request for an offer with all versions of the offer, for its two parties.")
            .Produces<OfferAnswer>().Refuses(404).Needs(OrderScopes.Read);
        routes.MapPost("/api/v1/offers/{id}/versions", Make).WithName("makeOffer").WithTags("Offers").WithSummary("Offer, or offer anew; earlier versions stay readable.")
            .Accepts<OfferInput>("application/json").Produces<OfferSaved>().WritesProblems();
        routes.MapPost("/api/v1/offers/{id}/messages", Say).WithName("writeOnOffer").WithTags("Offers").WithSummary("Ask the other side, or answer it.")
            .Accepts<MessageInput>("application/json").Produces<OfferSaved>().WritesProblems();
        routes.MapPost("/api/v1/offers/{id}/decline", Decline).WithName("declineOffer").WithTags("Offers").WithSummary("End it with a reason.")
            .Accepts<DeclineInput>("application/json").Produces<OfferSaved>().WritesProblems();
        return routes;
    }

    private static Task<IResult> Ask(HttpContext http, CurrentActor actor, IStore store, AskForOffer ask) =>
        OrderCommands.Run<AskInput, OfferSaved>(http, actor.Value, store, (body, command) => ask.Run(actor.Value, body, null, command, http.RequestAborted), it => $"/api/v1/offers/{it.Id}");

    private static async Task<IResult> Show(string id, HttpContext http, CurrentActor actor, ShowOffer show)
    {
        if (!Ids.TryParse<OfferId>(id, out var offer)) return ApiResults.Problem(Refusal.NotFound());
        return (await show.Run(actor.Value, offer, http.RequestAborted)).Is(out var view, out var refusal)
            ? ApiResults.Json(OfferAnswer.Of(view), version: view.Document.Version, state: view.State.ToString()) : ApiResults.Problem(refusal);
    }

    private static Task<IResult> Make(string id, HttpContext http, CurrentActor actor, IStore store, NegotiateOffer offers) =>
        OrderCommands.Run<OfferInput, OfferSaved>(http, actor.Value, store, async (body, version, command) => Ids.TryParse<OfferId>(id, out var offer)
            ? await offers.Make(actor.Value, offer, version, body, command, http.RequestAborted) : Refusal.NotFound());

    private static Task<IResult> Say(string id, HttpContext http, CurrentActor actor, IStore store, NegotiateOffer offers) =>
        OrderCommands.Run<MessageInput, OfferSaved>(http, actor.Value, store, async (body, version, command) => Ids.TryParse<OfferId>(id, out var offer)
            ? await offers.Say(actor.Value, offer, version, body.Text, command, http.RequestAborted) : Refusal.NotFound());

    private static Task<IResult> Decline(string id, HttpContext http, CurrentActor actor, IStore store, NegotiateOffer offers) =>
        OrderCommands.Run<DeclineInput, OfferSaved>(http, actor.Value, store, async (body, version, command) => Ids.TryParse<OfferId>(id, out var offer)
            ? await offers.Decline(actor.Value, offer, version, body.Reason, command, http.RequestAborted) : Refusal.NotFound());
}

/// <summary>A version of an offer as the API gives it.</summary>
internal sealed record OfferVersionAnswer(int Number, Amount Total, int VatBasisPoints, IReadOnlyList<MilestoneAnswer> Milestones, DateOnly ValidUntil, string? Terms, ContractKind Kind, DateTimeOffset At);

/// <summary>What was written, and by which side.</summary>
internal sealed record OfferMessageAnswer(Side From, string Text, DateTimeOffset At);

/// <summary>A request for an offer as the API gives it.</summary>
internal sealed record OfferAnswer(
    OfferId Id, long Version, OfferState State, string Listing, PartyAnswer Provider, PartyAnswer Buyer, Bilingual Title, string Scope, int Quantity, DateOnly? WantedBy,
    IReadOnlyList<FileAnswer> Attachments, IReadOnlyList<OfferVersionAnswer> Versions, IReadOnlyList<OfferMessageAnswer> Messages, Side? WaitsFor, DateTimeOffset Until,
    string? Reason, OrderId? Order, DateTimeOffset AskedAt)
{
    public static OfferAnswer Of(OfferView view)
    {
        var it = view.Offer;
        return new OfferAnswer(
            it.Id, view.Document.Version, view.State, it.Listing.Value, new(it.Provider.Value, view.ProviderName), new(it.Buyer.Value, view.BuyerName), it.Title,
            it.Request.Scope, it.Request.Quantity, it.Request.Wanted, [.. it.Request.Attachments.Select(file => new FileAnswer(file.Hash, file.Name, file.MediaType, file.Bytes, it.AskedAt))],
            [.. it.Versions.Select(version => new OfferVersionAnswer(version.Number, Amount.Of(version.Total), version.VatBasisPoints,
                [.. version.Milestones.Select(terms => MilestoneAnswer.Of(new Milestone { Terms = terms }, []))], version.ValidUntil, version.Terms, version.Kind, version.At))],
            [.. it.Messages.Select(message => new OfferMessageAnswer(message.From, message.Text, message.At))], view.IsOpen ? it.WaitsFor : null, it.Until, it.End?.Reason, it.End?.Order, it.AskedAt);
    }
}
