using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Place;

/// <summary>POST of an order at a published price, and POST …/accept of an offer.</summary>
internal static class PlaceEndpoints
{
    public static IEndpointRouteBuilder MapPlacing(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders", Place).WithName("placeOrder").WithTags("Orders").WithSummary("Order a listing at its published price.")
            .Accepts<PlaceInput>("application/json").Produces<OrderSaved>(StatusCodes.Status201Created).WritesProblems();
        routes.MapPost("/api/v1/offers/{id}/accept", Accept).WithName("acceptOffer").WithTags("Offers").WithSummary("Accept the newest version of an offer, which places an order.")
            .Accepts<AcceptInput>("application/json").Produces<OrderSaved>(StatusCodes.Status201Created).WritesProblems();
        return routes;
    }

    private static Task<IResult> Place(HttpContext http, CurrentActor actor, IStore store, PlaceOrder place) =>
        OrderCommands.Run<PlaceInput, OrderSaved>(http, actor.Value, store, (body, command) => place.Run(actor.Value, body, command, http.RequestAborted), Page);

    private static Task<IResult> Accept(string id, HttpContext http, CurrentActor actor, IStore store, AcceptOffer accept) =>
        OrderCommands.Run<AcceptInput, OrderSaved>(http, actor.Value, store, async (body, version, command) => Ids.TryParse<OfferId>(id, out var offer)
            ? await accept.Run(actor.Value, offer, version, body, command, http.RequestAborted) : Refusal.NotFound(), Page);

    private static string Page(OrderSaved order) => $"/api/v1/orders/{order.Id}";
}
