using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity;

/// <summary>
/// The cookie that says for which of their organisations somebody acts. It is no secret and grants nothing: whose member they are is looked up
/// with every request, and a choice that does not hold is as none.
/// </summary>
internal static class ChosenOrganisation
{
    private const string Name = "organisation";

    public static OrganisationId? Read(HttpContext http) =>
        OrganisationId.TryParse(HostCookies.Of(http).GetRequestCookie(http, Name), null, out var chosen) ? chosen : null;

    public static void Write(HttpContext http, OrganisationId chosen) =>
        HostCookies.Of(http).AppendResponseCookie(http, Name, chosen.Value, new CookieOptions { SameSite = SameSiteMode.Lax, IsEssential = true });
}
