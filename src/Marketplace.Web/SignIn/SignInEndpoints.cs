using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Marketplace.Web.SignIn;

/// <summary>The ways in and out: a link that leads to the authority and back to where one was, and a form that ends the session here and there.</summary>
internal static class SignInEndpoints
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet(SignInPath, (HttpContext http, string? @return, string? again) => Begin(http, @return, again is null ? null : MarketClient.AgainItem)).ExcludeFromDescription();
        app.MapPost(SignOutPath, SignOut).DisableAntiforgery().ExcludeFromDescription();
    }

    /// <summary>Leads to the authority; where that is away, says so.</summary>
    /// <param name="kind">What is particular about this sign-in: one of the items of <see cref="MarketClient"/>.</param>
    public static async Task Begin(HttpContext http, string? back, string? kind = null)
    {
        var properties = new AuthenticationProperties { RedirectUri = LocalUrl.OrHome(back) };
        if (kind is not null) properties.Items[kind] = "1";
        try
        {
            await http.ChallengeAsync(MarketClient.Scheme, properties);
        }
        catch (Exception away) when (IsAway(away) && !http.Response.HasStarted)
        {
            http.Response.Redirect("/sign-in/refused?why=away");
        }
    }

    private static async Task SignOut(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await IsOurs(http, antiforgery))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        // What the browser kept of pages that only this person may see (ASVS 14.3.1).
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        try
        {
            // The authority first, which reads from the cookie whose session it is to end.
            await http.SignOutAsync(MarketClient.Scheme, new AuthenticationProperties { RedirectUri = "/" });
        }
        catch (Exception away) when (IsAway(away))
        {
            http.Response.Redirect("/");
        }

        await http.SignOutAsync(SessionCookie.Scheme);
    }

    // What the client says where it cannot read the authority's description of itself.
    private static bool IsAway(Exception failure) => failure is HttpRequestException or IOException or InvalidOperationException { InnerException: not null } or TaskCanceledException;

    private static async Task<bool> IsOurs(HttpContext http, IAntiforgery antiforgery)
    {
        try
        {
            return http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }
}
