using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Show;

/// <summary>Opens a file of an order, or of a request for an offer, for those who may see that. For everybody else there is none.</summary>
internal sealed class ShowFile(OrderSteps steps, IOrders orders, IFiles files)
{
    public async Task<Outcome<OpenedFile>> OfOrder(Actor actor, OrderId id, string hash, CancellationToken cancel = default) =>
        (await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)
            ? await Open(FileOwner.Of(id), found.Value.Files.Select(it => it.File).Concat(found.Value.TaxInvoices.Select(it => it.File)).Concat(Photos(await orders.Samples(id, cancel))), hash, cancel) : refusal;

    public async Task<Outcome<OpenedFile>> OfOffer(Actor actor, OfferId id, string hash, CancellationToken cancel = default) =>
        (await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)
            ? await Open(FileOwner.Of(id), found.Value.Request.Attachments, hash, cancel) : refusal;

    private static IEnumerable<StoredFile> Photos(Document<OrderSamples>? kept) =>
        kept is null ? [] : kept.Value.Samples.SelectMany(it => it.Steps).Select(it => it.Photo).OfType<StoredFile>();

    private async Task<Outcome<OpenedFile>> Open(FileOwner owner, IEnumerable<StoredFile> kept, string hash, CancellationToken cancel) =>
        kept.FirstOrDefault(it => it.Hash == hash) is { } file && await files.Open(owner, hash, cancel) is { } content ? new OpenedFile(file, content) : Refusal.NotFound();
}

/// <summary><c>GET /orders/{id}/files/{hash}</c> and <c>GET /offers/{id}/files/{hash}</c>: the file itself.</summary>
internal static class FileEndpoints
{
    public static IEndpointRouteBuilder MapFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders/{id}/files/{hash}", OfOrder).ExcludeFromDescription();
        routes.MapGet("/offers/{id}/files/{hash}", OfOffer).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> OfOrder(string id, string hash, HttpContext http, CurrentActor actor, ShowFile show) =>
        OrderId.TryParse(id, null, out var order) ? Answer(http, await show.OfOrder(actor.Value, order, hash, http.RequestAborted)) : Results.NotFound();

    private static async Task<IResult> OfOffer(string id, string hash, HttpContext http, CurrentActor actor, ShowFile show) =>
        OfferId.TryParse(id, null, out var offer) ? Answer(http, await show.OfOffer(actor.Value, offer, hash, http.RequestAborted)) : Results.NotFound();

    private static IResult Answer(HttpContext http, Outcome<OpenedFile> outcome) =>
        outcome.Is(out var opened, out _) ? FileDownload.Answer(http, opened.File, opened.Content) : Results.NotFound();
}
