using System.Security.Claims;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server.Sessions;

/// <summary>The cookies of the identity server itself: of a session, of a sign-in that still wants its second factor, and of a passkey being asked for.</summary>
internal static class AccountCookie
{
    public const string Scheme = "account";
    public const string PendingScheme = "account-pending";
    public const string SessionClaim = "sid";

    /// <summary>How long a password stays proven while the code is looked up.</summary>
    public static readonly TimeSpan PendingAtMost = TimeSpan.FromMinutes(10);

    /// <summary>The name of each cookie, without the prefix that <see cref="HostCookies"/> gives it.</summary>
    public static Action<CookieAuthenticationOptions> Named(string name, TimeSpan lasts, bool development) => options =>
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.IsEssential = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.CookieManager = new HostCookies(development);
        options.ExpireTimeSpan = lasts;
        options.SlidingExpiration = false;
        options.TimeProvider = TimeProvider.System;
    };

    public static Task SignIn(HttpContext http, Session session) => http.SignInAsync(Scheme, Principal(Scheme, session.AccountId, session.Id));

    public static Task SignOut(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>The account whose password was right, until its second factor is shown.</summary>
    public static Task Pend(HttpContext http, string account) => http.SignInAsync(PendingScheme, Principal(PendingScheme, account, null));

    public static async Task<string?> Pending(HttpContext http) =>
        (await http.AuthenticateAsync(PendingScheme)).Principal?.FindFirstValue(ClaimTypes.NameIdentifier);

    public static Task EndPending(HttpContext http) => http.SignOutAsync(PendingScheme);

    public static async Task<(string Account, string Session)?> Read(HttpContext http) =>
        (await http.AuthenticateAsync(Scheme)).Principal is { } who && who.FindFirstValue(ClaimTypes.NameIdentifier) is { } account && who.FindFirstValue(SessionClaim) is { } session
            ? (account, session) : null;

    private static ClaimsPrincipal Principal(string scheme, string account, string? session) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account), .. session is null ? Array.Empty<Claim>() : [new Claim(SessionClaim, session)]], scheme));
}
