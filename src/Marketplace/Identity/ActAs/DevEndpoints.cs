using Marketplace.Api;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Identity.ActAs;

/// <summary>Acting as a demo person and setting the clock. Mapped in Development alone.</summary>
internal static class DevEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var dev = routes.MapGroup("/dev").ExcludeFromDescription();
        dev.MapGet("/people", People);
        dev.MapPost("/act-as", ActAs).DisableAntiforgery();
        dev.MapPost("/clock", SetClock);
    }

    private static async Task<IResult> People(IPeople people, CancellationToken cancel) =>
        ApiResults.Json((await people.Offered(cancel)).Select(p => new { p.Id, p.Name, p.Role, p.Organisation }));

    /// <summary>JSON for programs, which a foreign page cannot send; a form with its token for people.</summary>
    private static async Task<IResult> ActAs(HttpContext http, IPeople people, IAntiforgery antiforgery)
    {
        if (http.Request.HasFormContentType) return await ActAsByForm(http, people, antiforgery);

        var body = await ApiBody.Read<ActAsRequest>(http);
        if (!body.Is(out var asked, out var refusal)) return ApiResults.Problem(refusal);
        return await Become(http, people, asked.Person) is { } problem ? ApiResults.Problem(problem) : Results.NoContent();
    }

    private static async Task<IResult> ActAsByForm(HttpContext http, IPeople people, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var person = form["person"].ToString();
        return await Become(http, people, person.Length == 0 ? null : person) is null
            ? Results.LocalRedirect(LocalUrl.OrHome(form["return"]))
            : Results.NotFound();
    }

    private static async Task<Refusal?> Become(HttpContext http, IPeople people, string? id)
    {
        if (id is null)
        {
            await ActAsCookie.Clear(http);
            return null;
        }

        if (await people.Find(id, http.RequestAborted) is not { } person) return Refusal.NotFound();
        await ActAsCookie.Set(http, person);
        return null;
    }

    private static async Task<IResult> SetClock(HttpContext http, DevTimeProvider clock)
    {
        var body = await ApiBody.Read<ClockRequest>(http);
        if (!body.Is(out var asked, out var refusal)) return ApiResults.Problem(refusal);
        clock.Set(asked.Now);
        return ApiResults.Json(new { now = clock.GetUtcNow() });
    }

    private sealed record ActAsRequest(string? Person);

    private sealed record ClockRequest(DateTimeOffset? Now);
}
