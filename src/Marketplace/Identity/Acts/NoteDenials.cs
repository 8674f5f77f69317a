using System.Collections.Concurrent;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Marketplace.Identity.Acts;

/// <summary>Somebody signed in was refused for want of a right.</summary>
/// <param name="About">The id in the address, else the address's pattern; never what else somebody typed.</param>
public sealed record AccessDenied(string About, string Method, string Route) : MarketEvent
{
    public override string Subject => About;
}

/// <summary>
/// The one place where a refusal for rights becomes an event: whatever page or endpoint answers 403 to somebody signed in. The same refusal is
/// noted once a minute, so that nobody fills the log by knocking; visitors are not noted, who are only asked to sign in.
/// </summary>
internal sealed class NoteDenials(RequestDelegate next, IStore store, MarketClock clock, ILogger<NoteDenials> logger)
{
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan quiet = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Person, string Method, string Route, string About), DateTimeOffset> noted = new();

    public async Task Invoke(HttpContext http, CurrentActor actor)
    {
        // Taken before: what answers an error with a page of its own sets another endpoint.
        var (pattern, about) = ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, About(http));
        await next(http);
        if (http.Response.StatusCode != StatusCodes.Status403Forbidden || !actor.Value.IsSomebody) return;
        var route = pattern is null ? "?" : "/" + pattern.TrimStart('/');
        await Note(actor.Value.Id, new AccessDenied(about ?? route, http.Request.Method, route));
    }

    private async Task Note(string person, AccessDenied denied)
    {
        var (key, now) = ((person, denied.Method, denied.Route, denied.About), clock.Now);
        if (noted.TryGetValue(key, out var last) && now - last < quiet && now >= last) return;
        if (noted.Count >= MostRemembered) noted.Clear();
        noted[key] = now;
        try
        {
            await store.Commit(new Changes([], [denied], now), CancellationToken.None);
        }
        catch (Exception failure)
        {
            // The reader has the answer; a store that cannot be written says so elsewhere too.
            logger.LogError(failure, "A denial could not be noted: {Method} {Route}", denied.Method, denied.Route);
        }
    }

    /// <summary>The first value of the route that is one of our ids: an address may also hold the secret of a link.</summary>
    private static string? About(HttpContext http) =>
        http.Request.RouteValues.Values.OfType<string>().FirstOrDefault(it => it.Length == 30 && it[3] == '_' && it.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
}
