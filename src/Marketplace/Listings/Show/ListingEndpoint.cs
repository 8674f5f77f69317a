using System.Globalization;
using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Listings.Show;

/// <summary>GET of one listing, as it stands or as it stood on a day.</summary>
internal static class ListingEndpoint
{
    public static IEndpointRouteBuilder MapListing(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/listings/{id}", Get)
            .WithName("getListing").WithTags("Listings").WithSummary("A listing with its answers, evidence and verdict per requirement.")
            .Produces<ListingAnswer>().Refuses(400, 404).Needs(ListingScopes.Read);
        return routes;
    }

    private static async Task<IResult> Get(string id, string? on, HttpContext http, CurrentActor actor, ShowListing show, IListings listings)
    {
        if (!Ids.TryParse<ListingId>(id, out var listing)) return ApiResults.Problem(Refusal.NotFound());
        if (!Day(on).Is(out var day, out var refusal)) return ApiResults.Problem(refusal);
        if (!(await show.Run(actor.Value, listing, day, http.RequestAborted)).Is(out var view, out refusal)) return ApiResults.Problem(refusal);

        var draft = view is { MayEdit: true, IsDraft: false, Listing.Draft: not null, IsAnotherDay: false }
            ? (await show.Draft(actor.Value, listing, http.RequestAborted)).Value : null;
        var versions = await listings.Versions(listing, http.RequestAborted);
        return ApiResults.Json(ListingAnswer.Of(view, versions, draft), version: view.Document.Version, state: StateOf(view));
    }

    /// <summary>Null where no day is asked for.</summary>
    private static Outcome<DateOnly?> Day(string? on)
    {
        if (on is null) return (DateOnly?)null;
        return DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (DateOnly?)day
            : Refusal.Because(RefusalKind.Invalid, "wrong_type", "请写成 YYYY-MM-DD 的日期。", "Write a date as YYYY-MM-DD.", "on");
    }

    /// <summary>What the answer depends on beside the listing's version: the day, its certificates, and whether the reader sees drafts.</summary>
    private static string StateOf(ListingView view) =>
        string.Join('_', view.Certificates.Select(it => it.Version.ToString(CultureInfo.InvariantCulture))
            .Prepend(view.Provider.SavedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Prepend(view.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)).Append(view.MayEdit ? "own" : "all"));
}
