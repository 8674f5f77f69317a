using System.Net;
using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;

namespace Marketplace.Web.Hosting;

/// <summary>
/// For supervisors: that the process answers, and that each engine it needs does. How far each consumer of events has come is shown;
/// one that lags or stumbles does not make the site unready, since all but what is derived by it goes on. A site whose search engine is
/// away and has a stand-in is degraded: it takes requests, and an operator is wanted. Which engines these are is said on this machine and to
/// whoever looks over the platform; anybody else learns the state alone.
/// </summary>
internal static class Health
{
    private sealed record Part(string Port, string Engine, bool Healthy, bool Degraded, string Detail);

    private sealed record State(string Status);

    private sealed record Readiness(string Status, IReadOnlyList<Part> Parts, IReadOnlyList<ConsumerProgress> Consumers);

    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("/live", () => ApiResults.Json(new { status = "live" }));
        health.MapGet("/ready", Ready);
    }

    private static async Task<IResult> Ready(HttpContext http, CurrentActor actor, IEnumerable<IEngineHealth> engines, OutboxPump pump, CancellationToken cancel)
    {
        var parts = await Task.WhenAll(engines.Select(engine => Check(engine, cancel)));
        var ready = parts.All(part => part.Healthy);
        var status = !ready ? "unavailable" : parts.Any(part => part.Degraded) ? "degraded" : "ready";
        var code = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        // Without an address it comes by a socket of this machine.
        return actor.Value.LooksOver || http.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from)
            ? ApiResults.Json(new Readiness(status, parts, ready ? await pump.Progress(cancel) : []), code)
            : ApiResults.Json(new State(status), code);
    }

    private static async Task<Part> Check(IEngineHealth engine, CancellationToken cancel)
    {
        try
        {
            var state = await engine.Check(cancel);
            return new Part(engine.Port, engine.Engine, state.Healthy, state.Degraded, state.Detail);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new Part(engine.Port, engine.Engine, false, false, e.GetType().Name);
        }
    }
}
