using System.Collections.Immutable;
using System.Security.Claims;
using Marketplace.Identity.Server.Sessions;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Server.Protocol;

/// <summary>What tokens say of somebody: as little as the scopes ask for.</summary>
internal static class TokenClaims
{
    public const string Session = "sid";
    public const string PromptCreate = "create";

    /// <param name="audience">Whom the access token is for: this server itself, which answers it with what it knows of the person.</param>
    public static ClaimsPrincipal Of(SignedIn who, ImmutableArray<string> scopes, string audience)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, who.Account.Id)
            .SetClaim(Session, who.Session.Id)
            .SetClaim(Claims.AuthenticationTime, who.Session.ProvedAt.ToUnixTimeSeconds())
            .SetClaims(Claims.AuthenticationMethodReference, [.. who.Session.Methods.Split(' ')]);
        foreach (var (name, value) in Profile(who, scopes)) Set(identity, name, value);
        identity.SetScopes(scopes).SetResources(audience);
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.Subject or Session => [Destinations.AccessToken, Destinations.IdentityToken],
            _ => [Destinations.IdentityToken],
        });
        return new ClaimsPrincipal(identity);
    }

    /// <summary>A client that acts for itself.</summary>
    public static ClaimsPrincipal OfClient(string client, ImmutableArray<string> scopes, string audience)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client).SetScopes(scopes).SetResources(audience).SetDestinations(static _ => [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    public static IEnumerable<(string Name, object Value)> Profile(SignedIn who, ImmutableArray<string> scopes)
    {
        if (scopes.Contains(Scopes.Profile))
        {
            yield return (Claims.Name, who.Account.Name);
            yield return (Claims.Locale, who.Account.Language);
        }

        if (scopes.Contains(Scopes.Email))
        {
            yield return (Claims.Email, who.Account.Email!);
            yield return (Claims.EmailVerified, who.Account.EmailConfirmed);
        }
    }

    private static void Set(ClaimsIdentity identity, string name, object value)
    {
        if (value is bool yes) identity.SetClaim(name, yes);
        else identity.SetClaim(name, (string)value);
    }
}
