using System.Security.Claims;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Identity.ActAs;

/// <summary>
/// The signed cookie that names the person acted as. It holds the id alone: role and firm are looked up with every request,
/// so that nothing old in a browser grants a right.
/// </summary>
public static class ActAsCookie
{
    public const string Scheme = "act-as";
    public const string Name = "acting";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = false;
        // A sign-in lasts its eight hours even where the market's clock is set to another year.
        options.TimeProvider = TimeProvider.System;
        options.Events.OnValidatePrincipal = LookUp;
    }

    internal static Task Set(HttpContext http, DemoPerson person) =>
        http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Id)], Scheme)));

    public static Task Clear(HttpContext http) => http.SignOutAsync(Scheme);

    private static async Task LookUp(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier);
        var person = id is null ? null
            : await services.GetRequiredService<StandardPeople>().Demo(id, context.HttpContext.RequestAborted);
        if (person is null) context.RejectPrincipal();
        // Demo people count as signed in with a passkey, and just now, so that everything of theirs can be tried.
        else await services.GetRequiredService<WhoActs>().Take(context.HttpContext, person.Person, person.Platform, Strength.Passkey, services.GetRequiredService<SignInClock>().Now);
    }
}
