using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Identity.ActAs;

/// <summary>
/// The signed cookie that names the person acted as. It holds the id alone: role and firm are looked up with every request,
/// so that nothing old in a browser grants a right.
/// </summary>
internal static class ActAsCookie
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
        options.Events.OnValidatePrincipal = LookUp;
    }

    public static Task Set(HttpContext http, Person person) =>
        http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Id)], Scheme)));

    public static Task Clear(HttpContext http) => http.SignOutAsync(Scheme);

    private static async Task LookUp(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier);
        var person = id is null ? null
            : await services.GetRequiredService<IPeople>().Find(id, context.HttpContext.RequestAborted);
        if (person is null) context.RejectPrincipal();
        else services.GetRequiredService<CurrentActor>().Is(person);
    }
}
