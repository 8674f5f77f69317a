using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Prove;

/// <summary>GET of an order's proof.</summary>
internal static class ProveEndpoints
{
    public static IEndpointRouteBuilder MapProving(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/orders/{id}/proof", Proof).WithName("getOrderProof").WithTags("Orders").WithSummary("A ZIP that proves the events of the order without this site: events, inclusion proofs, a signed root, evidence, a page to read.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").Refuses(404, 409).Needs(OrderScopes.Read);
        return routes;
    }

    private static async Task<IResult> Proof(string id, HttpContext http, CurrentActor actor, MakeProof make) =>
        (Ids.TryParse<OrderId>(id, out var order) ? await make.Run(actor.Value, order, http.RequestAborted) : Refusal.NotFound()).Is(out var file, out var refusal)
            ? Results.File(file, "application/zip", $"{order}-proof.zip") : ApiResults.Problem(refusal);
}
