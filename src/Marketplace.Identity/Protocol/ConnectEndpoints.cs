using System.Security.Claims;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Clients;
using Marketplace.Identity.Server.Mine;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Server.Protocol;

/// <summary>What remains to decide when OpenIddict has checked a request: who is signed in, and whether that still holds.</summary>
internal static class ConnectEndpoints
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Forms come from other sites here by design; what they may do is checked by the protocol.
        var connect = routes.MapGroup("").ExcludeFromDescription().DisableAntiforgery();
        connect.MapMethods(ConnectPaths.Authorize, [HttpMethods.Get, HttpMethods.Post], Authorize);
        connect.MapPost(ConnectPaths.Token, Token);
        connect.MapMethods(ConnectPaths.UserInfo, [HttpMethods.Get, HttpMethods.Post], UserInfo);
        connect.MapMethods(ConnectPaths.EndSession, [HttpMethods.Get, HttpMethods.Post], EndSession);
    }

    private static async Task<IResult> Authorize(HttpContext http, AccountSessions sessions, IOpenIddictApplicationManager clients, SignInClock clock)
    {
        var request = Request(http);
        var who = await sessions.Current(http);
        if (who is null || WantsProof(request, who, clock.Now))
        {
            if (request.HasPromptValue(PromptValues.None)) return Refuse(Errors.LoginRequired);
            var page = who is not null ? MinePage.ProofPath : request.HasPromptValue(TokenClaims.PromptCreate) ? "/account/sign-up" : "/account/sign-in";
            return Results.LocalRedirect(page + QueryString.Create("return", WithoutPrompt(http)));
        }

        // Clients of this site's own need no consent; for others there is no page to ask for it, so they get none.
        var client = await clients.FindByClientIdAsync(request.ClientId!, http.RequestAborted);
        if (client is null || !await clients.HasConsentTypeAsync(client, ConsentTypes.Implicit, http.RequestAborted)) return Refuse(Errors.ConsentRequired);
        return Results.SignIn(TokenClaims.Of(who, request.GetScopes(), Itself(http)), authenticationScheme: Scheme);
    }

    private static async Task<IResult> Token(HttpContext http, AccountSessions sessions, UserManager<Account> accounts, KeepClients clients)
    {
        var request = Request(http);
        if (request.IsClientCredentialsGrantType())
        {
            var scopes = await clients.Used(request.ClientId!, request.GetScopes(), http.RequestAborted);
            return Results.SignIn(TokenClaims.OfClient(request.ClientId!, scopes, ApiAudience.At(SiteAddress.Of(http))), authenticationScheme: Scheme);
        }

        // A code or a refresh token: what it was made for must still hold.
        var granted = (await http.AuthenticateAsync(Scheme)).Principal;
        if (await StillSignedIn(granted, sessions, accounts) is not { } who) return Refuse(Errors.InvalidGrant);
        return Results.SignIn(TokenClaims.Of(who, granted!.GetScopes(), Itself(http)), authenticationScheme: Scheme);
    }

    private static async Task<IResult> UserInfo(HttpContext http, AccountSessions sessions, UserManager<Account> accounts)
    {
        var bearer = (await http.AuthenticateAsync(Scheme)).Principal;
        if (await StillSignedIn(bearer, sessions, accounts) is not { } who) return Results.Challenge(Why(Errors.InvalidToken), [Scheme]);
        var said = new Dictionary<string, object> { [Claims.Subject] = who.Account.Id };
        foreach (var (name, value) in TokenClaims.Profile(who, bearer!.GetScopes())) said[name] = value;
        return Results.Json(said);
    }

    /// <summary>Ends the session where the client shows that it is its own; somebody else's link asks first.</summary>
    private static async Task<IResult> EndSession(HttpContext http, AccountSessions sessions)
    {
        var hinted = (await http.AuthenticateAsync(Scheme)).Principal?.FindFirstValue(TokenClaims.Session);
        if (await sessions.Current(http) is { } who)
        {
            if (hinted is null || (await sessions.AliveOrSucceeded(who.Account.Id, hinted))?.Id != who.Session.Id) return Results.LocalRedirect("/account/sign-out");
            await sessions.End(who.Account, who.Session.Id, Happening.SignedOut);
        }

        await AccountCookie.SignOut(http);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [Scheme]);
    }

    private static bool WantsProof(OpenIddictRequest request, SignedIn who, DateTimeOffset now) =>
        request.HasPromptValue(PromptValues.Login) || request.MaxAge is { } age && !who.Session.WasProved(now, TimeSpan.FromSeconds(age));

    private static async Task<SignedIn?> StillSignedIn(ClaimsPrincipal? token, AccountSessions sessions, UserManager<Account> accounts)
    {
        if (token?.GetClaim(Claims.Subject) is not { } subject || token.GetClaim(TokenClaims.Session) is not { } session) return null;
        if (await sessions.AliveOrSucceeded(subject, session) is not { } alive) return null;
        return await accounts.FindByIdAsync(subject) is { } account ? new SignedIn(account, alive) : null;
    }

    /// <summary>Where to go on after the proof: the same request, which must not ask for it once more; clients read from <c>auth_time</c> that it was given.</summary>
    private static string WithoutPrompt(HttpContext http)
    {
        var parameters = http.Request.HasFormContentType
            ? http.Request.Form.ToDictionary(it => it.Key, it => it.Value)
            : http.Request.Query.ToDictionary(it => it.Key, it => it.Value);
        parameters.Remove(Parameters.Prompt);
        parameters.Remove(Parameters.MaxAge);
        return ConnectPaths.Authorize + QueryString.Create(parameters);
    }

    private static string Itself(HttpContext http) => new Uri(SiteAddress.Of(http)).AbsoluteUri;

    private static OpenIddictRequest Request(HttpContext http) =>
        http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("This is no request of OpenID Connect.");

    private static IResult Refuse(string error) => Results.Forbid(Why(error), [Scheme]);

    private static AuthenticationProperties Why(string error) => new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
    });
}
