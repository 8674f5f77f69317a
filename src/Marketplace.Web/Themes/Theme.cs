using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;

namespace Marketplace.Web.Themes;

/// <summary>The reader's choice of light or dark, remembered in a cookie; without one the system's wish counts.</summary>
internal static class Theme
{
    private const string Cookie = "theme";

    /// <summary><c>light</c>, <c>dark</c>, or null for the system's.</summary>
    public static string? Of(HttpContext http) => HostCookies.Of(http).GetRequestCookie(http, Cookie) is ("light" or "dark") and var chosen ? chosen : null;

    public static void MapThemes(this WebApplication app) =>
        app.MapGet("/theme/{name:regex(^(system|light|dark)$)}", (HttpContext http, string name, string? back) =>
        {
            var options = new CookieOptions { SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true };
            if (name == "system") HostCookies.Of(http).DeleteCookie(http, Cookie, options);
            else HostCookies.Of(http).AppendResponseCookie(http, Cookie, name, options);
            return Results.LocalRedirect(LocalUrl.OrHome(back));
        }).ExcludeFromDescription();
}
