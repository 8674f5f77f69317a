using Marketplace.DesignSystem;
using Marketplace.Identity;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Payments.Statements;

/// <summary><c>GET /providers/{id}/statements/{month}</c> and <c>GET /invoices/{number}</c>: papers to print or keep.</summary>
internal static class StatementEndpoints
{
    public static IEndpointRouteBuilder MapStatements(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/providers/{id}/statements/{month}", Month).ExcludeFromDescription();
        routes.MapGet("/invoices/{number}", Invoice).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> Month(string id, string month, HttpContext http, CurrentActor actor, ShowStatement show)
    {
        Refusal? refusal = Refusal.NotFound();
        return ProviderId.TryParse(id, null, out var payee) && (await show.Run(actor.Value, payee, month, http.RequestAborted)).Is(out var it, out refusal)
            ? Sheet.Answer<StatementSheet>(http, new() { [nameof(StatementSheet.It)] = it }) : Results.StatusCode(refusal.Kind == RefusalKind.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Invoice(string number, HttpContext http, CurrentActor actor, ShowStatement show) =>
        (await show.Invoice(actor.Value, number, http.RequestAborted)).Is(out var it, out _)
            ? Sheet.Answer<InvoiceSheet>(http, new() { [nameof(InvoiceSheet.Payee)] = it.Payee, [nameof(InvoiceSheet.Invoice)] = it.Invoice }) : Results.NotFound();
}
