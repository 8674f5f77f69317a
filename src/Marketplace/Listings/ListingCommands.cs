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
    public static async Task<IResult> Run(
        HttpContext http, Actor actor, IStore store, object? body, Func<ApiCommand?, Task<Outcome<ListingWritten>>> run, bool created = false)
    {
        if (!ApiCommand.Read(http, actor, body).Is(out var command, out var refusal)) return ApiResults.Problem(refusal);
        if (command is not null && await command.Repeated(store, http.RequestAborted) is { } before) return before;

        var outcome = await run(command);
        if (!outcome.Is(out var written, out refusal)) return await ApiCommand.Refused(command, refusal, store, http.RequestAborted);
        if (written.Repeated is { } answer) return ApiResults.Repeat(answer);
        return created
            ? ApiResults.Created(written.Listing, $"/api/v1/listings/{written.Listing.Id}", written.Listing.Version)
            : ApiResults.Json(written.Listing, version: written.Listing.Version);
    }

    /// <summary>The problems that a write may answer with, for the API's description, and the scope that a client needs for it.</summary>
    public static RouteHandlerBuilder WritesProblems(this RouteHandlerBuilder endpoint)
    {
        return endpoint.Refuses(400, 403, 404, 409, 412, 413, 415, 422, 428).Needs(ListingScopes.Write);
    }
}
