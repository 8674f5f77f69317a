using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Identity.SignIn;

/// <summary>
/// Cookies that no other host and no unprotected connection can set or read: <c>__Host-</c>, Secure, path <c>/</c>. Browsers take such only over
/// HTTPS, so on <c>http://localhost</c> in Development, and nowhere else, the same cookies go without.
/// </summary>
/// <param name="development">Whether this is Development.</param>
public sealed class HostCookies(bool development) : ICookieManager
{
    public const string Prefix = "__Host-";

    private readonly ChunkingCookieManager chunks = new();

    /// <summary>Those of the site that a request came to.</summary>
    public static HostCookies Of(HttpContext http) => new(http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment());

    public string? GetRequestCookie(HttpContext context, string key) => chunks.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        chunks.AppendResponseCookie(context, Name(context, key), value, Hardened(context, options));

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        chunks.DeleteCookie(context, Name(context, key), Hardened(context, options));

    private string Name(HttpContext context, string key) => IsBare(context) ? key : Prefix + key;

    private CookieOptions Hardened(HttpContext context, CookieOptions options)
    {
        options.Secure = !IsBare(context);
        options.HttpOnly = true;
        options.Path = "/";
        options.Domain = null;
        return options;
    }

    private bool IsBare(HttpContext context) => development && !context.Request.IsHttps;
}
