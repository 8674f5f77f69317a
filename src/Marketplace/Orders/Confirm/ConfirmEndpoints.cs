using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Confirm;

/// <summary>Why somebody says no, as the API takes it.</summary>
internal sealed record ReasonInput(string? Reason);

/// <summary>POST …/confirm, …/decline, …/approve and …/refuse.</summary>
internal static class ConfirmEndpoints
{
    public static IEndpointRouteBuilder MapConfirmation(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id}/confirm", Confirm).WithName("confirmOrder").WithTags("Orders").WithSummary("The provider takes the order.").Produces<OrderSaved>().WritesProblems();
        routes.MapPost("/api/v1/orders/{id}/decline", Decline).WithName("declineOrder").WithTags("Orders").WithSummary("The provider does not take the order.")
            .Accepts<ReasonInput>("application/json").Produces<OrderSaved>().WritesProblems();
        routes.MapPost("/api/v1/orders/{id}/approve", Approve).WithName("approveOrder").WithTags("Orders").WithSummary("The buyer's second person stands to the order.").Produces<OrderSaved>().WritesProblems();
        routes.MapPost("/api/v1/orders/{id}/refuse", Refuse).WithName("refuseOrder").WithTags("Orders").WithSummary("The buyer's second person does not stand to the order.")
            .Accepts<ReasonInput>("application/json").Produces<OrderSaved>().WritesProblems();
        return routes;
    }

    private static Task<IResult> Confirm(string id, HttpContext http, CurrentActor actor, IStore store, ConfirmOrder confirm) =>
        OrderCommands.Run<OrderSaved>(http, actor.Value, store, async (version, command) => Ids.TryParse<OrderId>(id, out var order)
            ? await confirm.Run(actor.Value, order, version, command, http.RequestAborted) : Refusal.NotFound());

    private static Task<IResult> Decline(string id, HttpContext http, CurrentActor actor, IStore store, ConfirmOrder confirm) =>
        OrderCommands.Run<ReasonInput, OrderSaved>(http, actor.Value, store, async (body, version, command) => Ids.TryParse<OrderId>(id, out var order)
            ? await confirm.Decline(actor.Value, order, version, body.Reason, command, http.RequestAborted) : Refusal.NotFound());

    private static Task<IResult> Approve(string id, HttpContext http, CurrentActor actor, IStore store, ApproveOrder approve) =>
        OrderCommands.Run<OrderSaved>(http, actor.Value, store, async (version, command) => Ids.TryParse<OrderId>(id, out var order)
            ? await approve.Run(actor.Value, order, version, command, http.RequestAborted) : Refusal.NotFound());

    private static Task<IResult> Refuse(string id, HttpContext http, CurrentActor actor, IStore store, ApproveOrder approve) =>
        OrderCommands.Run<ReasonInput, OrderSaved>(http, actor.Value, store, async (body, version, command) => Ids.TryParse<OrderId>(id, out var order)
            ? await approve.Refuse(actor.Value, order, version, body.Reason, command, http.RequestAborted) : Refusal.NotFound());
}
