using Marketplace.Adapters;
using Marketplace.Identity.Server.Protocol;

namespace Marketplace.Web.Hosting;

/// <summary>On every answer, whoever gives it: scripts, styles and forms of this site alone, no framing, no sniffing.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IConfiguration configuration)
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    // The page that tries the API brings its own inline parts; it is mapped in Development alone.
    private const string DeveloperPage =
        "default-src 'self' 'unsafe-inline' data:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    // Signing out is a form, and where a foreign authority is trusted it leads on to that; signing in at a server that stands alone leads on to its market; and
    // paying, or opening a payout account, to the pages of the payment provider.
    private readonly string policy = Policy + Target(configuration[Identity.Server.IdentityServer.AuthoritySetting]) + Target(configuration[SignIn.IdentityAlone.Setting])
        + string.Concat(PaymentPages.FormTargets(configuration).Select(Target));

    // From a form of accounts somebody may go on to an app that the operator named; browsers hold redirects after a form to this as well.
    private readonly string onward = string.Concat(TrustedApp.FormTargets(configuration).Select(target => " " + target));

    public Task Invoke(HttpContext http)
    {
        http.Response.OnStarting(state =>
        {
            var http = (HttpContext)state;
            var headers = http.Response.Headers;
            // A file of a user's is stricter still and says so itself.
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = PolicyOf(http.Request.Path);
            // What says nothing of its own must be asked for anew each time: it may depend on the day, the language and the reader.
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-cache";
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return Task.CompletedTask;
        }, http);
        return next(http);
    }

    private static string Target(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var target) ? " " + target.GetLeftPart(UriPartial.Authority) : "";

    private string PolicyOf(PathString path) => path.StartsWithSegments("/scalar") ? DeveloperPage : path.StartsWithSegments("/account") ? policy + onward : policy;
}
