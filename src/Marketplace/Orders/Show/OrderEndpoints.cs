using System.Text;
using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Show;

/// <summary>GET of one order, of its history and of what it rests on.</summary>
internal static class OrderEndpoints
{
    public static IEndpointRouteBuilder MapOrder(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/orders/{id}", One).WithName("getOrder").WithTags("Orders").WithSummary("An order with its milestones, for its two parties.")
            .Produces<OrderAnswer>().Refuses(404).Needs(OrderScopes.Read);
        routes.MapGet("/api/v1/orders/{id}/events", Events).WithName("getOrderEvents").WithTags("Orders").WithSummary("The history of an order, oldest first.")
            .Produces<StepsAnswer>().Refuses(404).Needs(OrderScopes.Read);
        routes.MapGet("/api/v1/orders/{id}/evidence", Evidence).WithName("getOrderEvidence").WithTags("Orders").WithSummary("What the order was placed on: the canonical document whose SHA-256 the order names.")
            .Produces<FrozenOrder>().Refuses(404).Needs(OrderScopes.Read);
        return routes;
    }

    private static async Task<IResult> One(string id, HttpContext http, CurrentActor actor, ShowOrder show) =>
        (await Find(id, http, actor, show)).Is(out var view, out var refusal)
            ? ApiResults.Json(OrderAnswer.Of(view), version: view.Document.Version, state: $"{view.State}-{view.Fallen.Count}{(view.Changes is [.., { State: ChangeState.Lapsed }] ? "-lapsed" : "")}") : ApiResults.Problem(refusal);

    private static async Task<IResult> Events(string id, HttpContext http, CurrentActor actor, ShowOrder show) =>
        (await Find(id, http, actor, show)).Is(out var view, out var refusal)
            ? ApiResults.Json(new StepsAnswer(view.Order.Id, StepAnswer.Of(view.Order)), version: view.Document.Version) : ApiResults.Problem(refusal);

    /// <summary>The very bytes that the hash was taken of.</summary>
    private static async Task<IResult> Evidence(string id, HttpContext http, CurrentActor actor, ShowOrder show) =>
        (await Find(id, http, actor, show)).Is(out var view, out var refusal)
            ? Results.Bytes(Encoding.UTF8.GetBytes(view.Evidence.Json), "application/json; charset=utf-8") : ApiResults.Problem(refusal);

    private static async Task<Outcome<OrderView>> Find(string id, HttpContext http, CurrentActor actor, ShowOrder show) =>
        Ids.TryParse<OrderId>(id, out var order) ? await show.Run(actor.Value, order, http.RequestAborted) : Refusal.NotFound();
}
