using Marketplace.Identity;

namespace Marketplace.Web.Hosting;

/// <summary>What the API tells somebody who is signed in, or a client, is kept by nobody on the way, nor by their browser.</summary>
internal sealed class PrivateAnswers(RequestDelegate next)
{
    public Task Invoke(HttpContext http, CurrentActor actor)
    {
        if (!http.Request.Path.StartsWithSegments("/api") || !actor.Value.IsSomebody) return next(http);
        http.Response.OnStarting(static state =>
        {
            ((HttpContext)state).Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, http);
        return next(http);
    }
}
