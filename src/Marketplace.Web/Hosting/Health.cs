using Marketplace.Api;
using Marketplace.Storage;

namespace Marketplace.Web.Hosting;

/// <summary>
/// For supervisors: that the process answers, and that each engine it needs does. How far each consumer of events has come is shown;
/// one that lags or stumbles does not make the site unready, since all but what is derived by it goes on. A site whose search engine is
/// away and has a stand-in is degraded: it takes requests, and an operator is wanted.
/// </summary>
internal static class Health
{
    private sealed record Part(string Port, string Engine, bool Healthy, bool Degraded, string Detail);

    private sealed record Readiness(string Status, IReadOnlyList<Part> Parts, IReadOnlyList<ConsumerProgress> Consumers);

    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("/live", () => ApiResults.Json(new { status = "live" }));
        health.MapGet("/ready", Ready);
    }

    private static async Task<IResult> Ready(IEnumerable<IEngineHealth> engines, OutboxPump pump, CancellationToken cancel)
    {
        var parts = await Task.WhenAll(engines.Select(engine => Check(engine, cancel)));
        var ready = parts.All(part => part.Healthy);
        return ApiResults.Json(new Readiness(!ready ? "unavailable" : parts.Any(part => part.Degraded) ? "degraded" : "ready", parts, ready ? await pump.Progress(cancel) : []),
            ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
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
