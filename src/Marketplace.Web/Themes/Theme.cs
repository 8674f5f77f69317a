using Marketplace.Vocabulary;

namespace Marketplace.Web.Themes;

/// <summary>The reader's choice of light or dark, remembered in a cookie; without one the system's wish counts.</summary>
internal static class Theme
{
    private const string Cookie = "theme";

    /// <summary><c>light</c>, <c>dark</c>, or null for the system's.</summary>
    public static string? Of(HttpContext http) => http.Request.Cookies[Cookie] is "light" or "dark" ? http.Request.Cookies[Cookie] : null;

    public static void MapThemes(this WebApplication app) =>
        app.MapGet("/theme/{name:regex(^(system|light|dark)$)}", (HttpContext http, string name, string? back) =>
        {
            var options = new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true,
            };
            if (name == "system") http.Response.Cookies.Delete(Cookie, options);
            else http.Response.Cookies.Append(Cookie, name, options);
            return Results.LocalRedirect(LocalUrl.OrHome(back));
        }).ExcludeFromDescription();
}
