using System.Globalization;
using System.Net;
using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Vocabulary;
using Marketplace.Web.Errors;
using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;

namespace Marketplace.Web.Hosting;

/// <summary>
/// Holds everybody to the rates of <see cref="Limits"/>: answers 429 with how long to wait, as problem details to programs and as a page to people. Files
/// of the site, its health and what it asks itself are not counted.
/// </summary>
internal sealed class RateLimits(RequestDelegate next, RateBuckets buckets)
{
    /// <summary>Before it is looked at who asks: what the identity server answers while that is looked at.</summary>
    public static void UseAtProtocol(IApplicationBuilder app)
    {
        // Read here, so that a figure that is none is said before the start and not out of the midst of it.
        app.ApplicationServices.GetRequiredService<RateBuckets>();
        app.UseWhen(IsProtocol, it => it.UseMiddleware<RateLimits>());
    }

    /// <summary>After it is known who asks: all else.</summary>
    public static void Use(IApplicationBuilder app) => app.UseWhen(http => !IsProtocol(http), it => it.UseMiddleware<RateLimits>());

    public Task Invoke(HttpContext http, CurrentActor actor)
    {
        if (!IsCounted(http)) return next(http);
        var network = NetworkOf(http.Connection.RemoteIpAddress);
        var (by, who) = actor.Value switch
        {
            { Client: { } client } => (RateBy.Client, client.Id),
            { Person: { } person } => (RateBy.Account, person.Id),
            _ => (RateBy.Network, network),
        };
        if (buckets.Take(KindOf(http.Request), by, who, network) is not { } wait) return next(http);

        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (StatusPages.IsApi(http) || IsProtocol(http) || KindOf(http.Request) == RateOf.Messages) return ApiProblem.Of(TooMany(seconds)).Write(http);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Task.CompletedTask;
    }

    /// <summary>What one household, office or machine room has: a /24 of IPv4, a /64 of IPv6.</summary>
    public static string NetworkOf(IPAddress? address) => Networks.Of(address, bitsOf4: 24);

    private static bool IsCounted(HttpContext http) =>
        !InProcess.IsOne(http) && !http.Request.Path.StartsWithSegments("/health")
        && http.Features.Get<IStatusCodeReExecuteFeature>() is null && http.Features.Get<IExceptionHandlerFeature>() is null
        && http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null;

    private static bool IsProtocol(HttpContext http) => http.Request.Path.StartsWithSegments("/connect");

    private static RateOf KindOf(HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/api")) return RateOf.Api;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (request.Path.StartsWithSegments("/check") && (!reads || request.Query.ContainsKey("sha256"))) return RateOf.Checks;
        if (reads) return request.Path.Value!.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? RateOf.Exports : RateOf.Pages;
        if (request.Path.StartsWithSegments("/connect")) return RateOf.Tokens;
        if (request.Path.StartsWithSegments("/webhooks")) return RateOf.Messages;
        return request.Path.StartsWithSegments("/account") ? RateOf.SignIns : RateOf.Forms;
    }

    private static Refusal TooMany(int seconds) => Refusal.Because(RefusalKind.TooMany, "too_many_requests",
        $"请求过于频繁，请在 {seconds} 秒后再试。", $"Too many requests. Wait {seconds} seconds.");
}
