using Marketplace.Identity.SignIn;

namespace Marketplace.Web.SignIn;

/// <summary>Carries the key of the one-time link past the making of the account, which may take a mail.</summary>
internal static class FirstRunCookie
{
    private const string Name = "first-run";

    public static void Set(HttpContext http, string key) => HostCookies.Of(http).AppendResponseCookie(http, Name, key, Options(FirstRun.GoodFor));

    /// <summary>The key, where the request has one; it is not sent again.</summary>
    public static string? Take(HttpContext http)
    {
        var key = HostCookies.Of(http).GetRequestCookie(http, Name);
        if (key is not null) HostCookies.Of(http).DeleteCookie(http, Name, Options(null));
        return key;
    }

    private static CookieOptions Options(TimeSpan? lasts) => new() { SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = lasts };
}
