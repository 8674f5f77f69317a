using Marketplace.Api;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Identity.ActAs;

/// <summary>Acting as a demo person and setting the clock. Mapped in Development alone.</summary>
internal static class DevEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var dev = routes.MapGroup("/dev").ExcludeFromDescription();
        dev.MapGet("/people", People);
        dev.MapPost("/act-as", ActAs).DisableAntiforgery();
        dev.MapPost("/clock", SetClock).DisableAntiforgery();
    }

    private static async Task<IResult> People(StandardPeople people, CancellationToken cancel) =>
        ApiResults.Json((await people.Offered(cancel)).Select(p => new { p.Id, p.Name, p.Role, p.Organisation }));

    /// <summary>JSON for programs, which a foreign page cannot send; a form with its token for people.</summary>
    private static async Task<IResult> ActAs(HttpContext http, StandardPeople people, IAntiforgery antiforgery)
    {
        if (http.Request.HasFormContentType) return await ActAsByForm(http, people, antiforgery);

        var body = await ApiBody.Read<ActAsRequest>(http);
        if (!body.Is(out var asked, out var refusal)) return ApiResults.Problem(refusal);
        return await Become(http, people, asked.Person) is { } problem ? ApiResults.Problem(problem) : Results.NoContent();
    }

    private static async Task<IResult> ActAsByForm(HttpContext http, StandardPeople people, IAntiforgery antiforgery)
    {
        if (await Posted(http, antiforgery) is not { } form) return Results.BadRequest();
        var person = form["person"].ToString();
        return await Become(http, people, person.Length == 0 ? null : person) is null
            ? Results.LocalRedirect(LocalUrl.OrHome(form["return"]))
            : Results.NotFound();
    }

    private static async Task<Refusal?> Become(HttpContext http, StandardPeople people, string? id)
    {
        if (id is null)
        {
            await ActAsCookie.Clear(http);
            return null;
        }

        if (await people.Demo(id, http.RequestAborted) is not { } person) return Refusal.NotFound();
        await http.RequestServices.GetRequiredService<DemoOrganisations>().Ensure(person, http.RequestAborted);
        await ActAsCookie.Set(http, person);
        return null;
    }

    private static async Task<IResult> SetClock(HttpContext http, DevTimeProvider clock, MarketClock market, IAntiforgery antiforgery)
    {
        if (http.Request.HasFormContentType) return await SetClockByForm(http, clock, market, antiforgery);

        var body = await ApiBody.Read<ClockRequest>(http);
        if (!body.Is(out var asked, out var refusal)) return ApiResults.Problem(refusal);
        if (asked.Now is { } now && !IsThinkable(now.UtcDateTime.Year)) return ApiResults.Problem(NotThinkable());
        clock.Set(asked.Now);
        return ApiResults.Json(new { now = clock.GetUtcNow() });
    }

    private static async Task<IResult> SetClockByForm(HttpContext http, DevTimeProvider clock, MarketClock market, IAntiforgery antiforgery)
    {
        if (await Posted(http, antiforgery) is not { } form) return Results.BadRequest();
        if (form["real"] == "true") clock.Set(null);
        else if (DateOnly.TryParseExact(form["day"], "yyyy-MM-dd", out var day) && IsThinkable(day.Year)) clock.Set(market.EndOf(day).AddHours(-12));
        else return Results.BadRequest();
        return Results.LocalRedirect(LocalUrl.OrHome(form["return"]));
    }

    /// <summary>The form; null where it has no valid token, or cannot be read at all.</summary>
    private static async Task<IFormCollection?> Posted(HttpContext http, IAntiforgery antiforgery)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(http) ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
        }
        catch (AntiforgeryValidationException)
        {
            return null;
        }
    }

    // Far from either end of what a date can hold, so that no arithmetic on the day overflows.
    private static bool IsThinkable(int year) => year is >= 1990 and <= 2200;

    private static Refusal NotThinkable() =>
        Refusal.Because(RefusalKind.Invalid, "out_of_range", "年份须在 1990 至 2200 之间。", "The year must be between 1990 and 2200.", "now");

    private sealed record ActAsRequest(string? Person);

    private sealed record ClockRequest(DateTimeOffset? Now);
}
