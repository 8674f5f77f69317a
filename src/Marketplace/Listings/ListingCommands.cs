using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Listings;

/// <summary>What every writing endpoint of this room does around its use case.</summary>
internal static class ListingCommands
{
    /// <summary>Answers a repeated request as the first time, else runs the use case and answers with the listing's new version.</summary>
    public static Task<IResult> Run(
        HttpContext http, Actor actor, IStore store, object? body, Func<ApiCommand?, Task<Outcome<ListingWritten>>> run, bool created = false) =>
        ApiCommand.Answer(http, actor, store, body, run, it => it.Repeated, it => created
            ? ApiResults.Created(it.Listing, $"/api/v1/listings/{it.Listing.Id}", it.Listing.Version)
            : ApiResults.Json(it.Listing, version: it.Listing.Version));

    /// <summary>The problems that a write may answer with, for the API's description, and the scope that a client needs for it.</summary>
    public static RouteHandlerBuilder WritesProblems(this RouteHandlerBuilder endpoint)
    {
        return endpoint.Refuses(400, 403, 404, 409, 412, 413, 415, 422, 428).Needs(ListingScopes.Write);
    }
}
