using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Orders.Work;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Invoices;

/// <summary>A tax invoice in a body of JSON.</summary>
/// <param name="Day">On which it was made out.</param>
/// <param name="Amount">In the order's currency.</param>
/// <param name="Replaces">The number of an earlier one in whose place it stands.</param>
internal sealed record TaxInvoiceBody(string Number, DateOnly Day, Amount Amount, FileInput File, string? Replaces = null);

/// <summary><c>POST /api/v1/orders/{id}/milestones/{number}/invoices</c>.</summary>
internal static class InvoiceEndpoints
{
    public static IEndpointRouteBuilder MapTaxInvoices(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id}/milestones/{number}/invoices", Attach).WithName("attachTaxInvoice").WithTags("Orders")
            .WithSummary("Attach a tax invoice to a paid milestone, as the provider; one that replaces another names its number.")
            .Accepts<TaxInvoiceBody>("application/json").Produces<MilestoneSaved>().WritesProblems();
        return routes;
    }

    private static Task<IResult> Attach(string id, string number, HttpContext http, CurrentActor actor, IStore store, AttachInvoice attach) =>
        OrderCommands.Run<TaxInvoiceBody, MilestoneSaved>(http, actor.Value, store, async (body, version, command) =>
        {
            if (OrderPayments.Read($"{id}/{number}") is not var (order, milestone)) return Refusal.NotFound();
            using var content = new MemoryStream(body.File.Content, writable: false);
            var input = new TaxInvoiceInput(body.Number, body.Day, body.Amount.Minor, body.Replaces, body.Amount.Currency);
            return await attach.Run(actor.Value, order, milestone, version, input, new Upload(body.File.Name, null, content), command, http.RequestAborted);
        });
}
