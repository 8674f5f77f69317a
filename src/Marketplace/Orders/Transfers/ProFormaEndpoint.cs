using Marketplace.DesignSystem;
using Marketplace.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Transfers;

/// <summary><c>GET /orders/{id}/milestones/{number}/pro-forma</c>: the pro-forma invoice, to be printed or kept.</summary>
internal static class ProFormaEndpoint
{
    public static IEndpointRouteBuilder MapProForma(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders/{id}/milestones/{number}/pro-forma", Show).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> Show(string id, string number, HttpContext http, CurrentActor actor, ShowProForma show) =>
        OrderPayments.Read($"{id}/{number}") is var (order, milestone) && (await show.Run(actor.Value, order, milestone, http.RequestAborted)).Is(out var it, out _)
            ? Sheet.Answer<ProFormaSheet>(http, new() { [nameof(ProFormaSheet.It)] = it }) : Results.NotFound();
}
