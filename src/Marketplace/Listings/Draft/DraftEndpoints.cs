using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Listings.Draft;

/// <summary>POST and PUT of listings.</summary>
internal static class DraftEndpoints
{
    /// <summary>Thousands of scope lines fit.</summary>
    private const int LargestListing = 8 << 20;

    public static IEndpointRouteBuilder MapDrafts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/listings", Create)
            .WithName("createListing").WithTags("Listings").WithSummary("Start a listing as a draft.")
            .Accepts<NewListing>("application/json")
            .Produces<SavedListing>(StatusCodes.Status201Created).WritesProblems();
        routes.MapPut("/api/v1/listings/{id}", Replace)
            .WithName("replaceListing").WithTags("Listings").WithSummary("Replace a listing's answers, and its certificates and sites where given, in its draft.")
            .Accepts<ListingReplacement>("application/json")
            .Produces<SavedListing>().WritesProblems();
        return routes;
    }

    private static async Task<IResult> Create(HttpContext http, CurrentActor actor, IStore store, DraftListing draft)
    {
        var read = await ApiBody.Read<NewListing>(http, LargestListing);
        if (!read.Is(out var asked, out var refusal)) return ApiResults.Problem(refusal);
        return await ListingCommands.Run(http, actor.Value, store, asked,
            command => draft.Run(actor.Value, asked, command, http.RequestAborted), created: true);
    }

    private static async Task<IResult> Replace(string id, HttpContext http, CurrentActor actor, IStore store, SaveDraft save)
    {
        var read = await ApiBody.Read<ListingReplacement>(http, LargestListing);
        if (!read.Is(out var asked, out var refusal)) return ApiResults.Problem(refusal);
        return await ListingCommands.Run(http, actor.Value, store, asked, async command =>
        {
            if (!Ids.TryParse<ListingId>(id, out var listing)) return Refusal.NotFound();
            return IfMatch.Read(http).Is(out var version, out var missing)
                ? await save.Run(actor.Value, listing, version, asked.ToChange(), command, http.RequestAborted) : missing;
        });
    }
}
