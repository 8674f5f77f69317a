using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Listings.Withdraw;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Listings.Publish;

/// <summary>POST …/publish and …/withdraw. Neither takes a body.</summary>
internal static class PublicationEndpoints
{
    public static IEndpointRouteBuilder MapPublication(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/listings/{id}/publish",
                (string id, HttpContext http, CurrentActor actor, IStore store, PublishListing publish) =>
                    Run(id, http, actor, store, (listing, version, command) => publish.Run(actor.Value, listing, version, command, http.RequestAborted)))
            .WithName("publishListing").WithTags("Listings").WithSummary("Put the draft of a listing before the public.")
            .Produces<SavedListing>().WritesProblems();
        routes.MapPost("/api/v1/listings/{id}/withdraw",
                (string id, HttpContext http, CurrentActor actor, IStore store, WithdrawListing withdraw) =>
                    Run(id, http, actor, store, (listing, version, command) => withdraw.Run(actor.Value, listing, version, command, http.RequestAborted)))
            .WithName("withdrawListing").WithTags("Listings").WithSummary("Take a published listing off the market.")
            .Produces<SavedListing>().WritesProblems();
        return routes;
    }

    private static Task<IResult> Run(
        string id, HttpContext http, CurrentActor actor, IStore store, Func<ListingId, long, ApiCommand?, Task<Outcome<ListingWritten>>> run) =>
        ListingCommands.Run(http, actor.Value, store, null, async command =>
        {
            if (!Ids.TryParse<ListingId>(id, out var listing)) return Refusal.NotFound();
            return IfMatch.Read(http).Is(out var version, out var missing) ? await run(listing, version, command) : missing;
        });
}
