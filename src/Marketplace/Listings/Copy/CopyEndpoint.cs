using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Listings.Copy;

/// <summary>POST …/copy. Takes no body, and no version: the listing that is copied does not change.</summary>
internal static class CopyEndpoint
{
    public static IEndpointRouteBuilder MapCopy(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/listings/{id}/copy", Copy)
            .WithName("copyListing").WithTags("Listings").WithSummary("Start a draft from what another listing of the provider says.")
            .Produces<SavedListing>(StatusCodes.Status201Created).Refuses(400, 403, 404, 409, 415, 422).Needs(ListingScopes.Write);
        return routes;
    }

    private static Task<IResult> Copy(string id, HttpContext http, CurrentActor actor, IStore store, CopyListing copy) =>
        ListingCommands.Run(http, actor.Value, store, null, async command => Ids.TryParse<ListingId>(id, out var listing)
            ? await copy.Run(actor.Value, listing, command, http.RequestAborted) : Refusal.NotFound(), created: true);
}
