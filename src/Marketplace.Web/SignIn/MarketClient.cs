using System.Globalization;
using System.Security.Claims;
using Marketplace.Identity;
using Marketplace.Identity.Server;
using Marketplace.Identity.Server.Protocol;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;

namespace Marketplace.Web.SignIn;

/// <summary>The market as a client of OpenID Connect: a code with PKCE, and of what comes back issuer, audience, nonce, time and algorithm are checked.</summary>
internal static class MarketClient
{
    public const string Scheme = "oidc";
    public const string NewAccountItem = "new-account";

    /// <summary>Marks a sign-in of somebody who is to prove once more who they are.</summary>
    public const string AgainItem = "again";

    /// <summary>By which tokens may be signed: of keys in pairs, none older than SHA-256.</summary>
    public static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.EcdsaSha384];

    private const string IssuerItem = "iss";
    private static readonly TimeSpan patience = TimeSpan.FromHours(1);

    public static void Configure(OpenIdConnectOptions options, bool development)
    {
        options.SignInScheme = SessionCookie.Scheme;
        (options.CallbackPath, options.SignedOutCallbackPath, options.RemoteSignOutPath) = (OwnClient.ReturnPath, OwnClient.SignedOutPath, PathString.Empty);
        (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (options.MapInboundClaims, options.SaveTokens, options.DisableTelemetry) = (false, false, true);
        options.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"]) options.Scope.Add(scope);
        foreach (var claim in (string[])["name", "email", "email_verified", "locale"]) options.ClaimActions.Add(new TakeOnce(claim));
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        options.TokenValidationParameters.RequireExpirationTime = true;
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        // So long may somebody take to sign in, reading a mail in between.
        options.RemoteAuthenticationTimeout = patience;
        options.ProtocolValidator.NonceLifetime = patience;
        options.TimeProvider = TimeProvider.System;
        foreach (var (cookie, name) in ((CookieBuilder, string)[])[(options.CorrelationCookie, "correlation."), (options.NonceCookie, "nonce.")])
        {
            (cookie.Name, cookie.Path, cookie.HttpOnly, cookie.SameSite) = ((development ? "" : HostCookies.Prefix) + name, "/", true, SameSiteMode.Lax);
            cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        }

        options.Events.OnRedirectToIdentityProvider = Redirect;
        options.Events.OnTokenValidated = Remember;
        options.Events.OnTicketReceived = Take;
        options.Events.OnRemoteFailure = Fail;
    }

    private static async Task Redirect(RedirectContext context)
    {
        context.ProtocolMessage.UiLocales = Languages.Current.Code();
        if (context.Properties.Items.ContainsKey(NewAccountItem)) context.ProtocolMessage.Prompt = "create";
        if (context.Properties.Items.ContainsKey(AgainItem))
        {
            // One asks for the proof; by the other the issuer must say when it was given, for which the first alone does not oblige it.
            context.ProtocolMessage.Prompt = "login";
            context.ProtocolMessage.MaxAge = RecentProof.GoodFor.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        var services = context.HttpContext.RequestServices;
        if (services.GetService<OwnClient>() is { } client)
            await client.Serve(services.GetRequiredService<IOpenIddictApplicationManager>(), new Uri(SiteAddress.Of(context.HttpContext)), context.HttpContext.RequestAborted);
    }

    /// <summary>Keeps what the ticket needs later: the issuer as it was checked, and the tokens by which the issuer is asked or told something.</summary>
    private static Task Remember(TokenValidatedContext context)
    {
        // The framework checks a signature that is there, and with a code takes a token without one, as the protocol allows over TLS; we do not.
        if (context.SecurityToken.RawSignature.Length == 0)
        {
            context.Fail("The id token is not signed.");
            return Task.CompletedTask;
        }

        context.Properties!.Items[IssuerItem] = context.SecurityToken.Issuer;
        List<AuthenticationToken> tokens = [new() { Name = "id_token", Value = context.TokenEndpointResponse!.IdToken }];
        if (context.HttpContext.RequestServices.GetRequiredService<ISessionState>() is UserInfoSessions)
        {
            tokens.Add(new AuthenticationToken { Name = "access_token", Value = context.TokenEndpointResponse.AccessToken });
        }

        context.Properties.StoreTokens(tokens);
        return Task.CompletedTask;
    }

    private static async Task Take(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var said = context.Principal!;
        var now = services.GetRequiredService<SignInClock>().Now;
        // An issuer whose clock is ahead gives no proof that lasts longer.
        var provedAt = SessionCookie.ProvedAt(said) is { } at ? at < now ? at : now : (DateTimeOffset?)null;
        if (context.Properties!.Items.Remove(AgainItem) && !(now - provedAt <= RecentProof.GoodFor))
        {
            Refuse(context, "unproved");
            return;
        }

        var (issuer, subject) = (context.Properties.Items[IssuerItem]!, said.FindFirstValue("sub")!);
        var claims = new SignInClaims(issuer, subject, said.FindFirstValue("name"), said.FindFirstValue("email"),
            said.FindFirstValue("email_verified") is { } verified && bool.TryParse(verified, out var yes) && yes, said.FindFirstValue("locale"));
        var outcome = await services.GetRequiredService<TakeSignIn>().Run(claims, FirstRunCookie.Take(context.HttpContext), context.HttpContext.RequestAborted);
        if (!outcome.Is(out var person, out _))
        {
            Refuse(context, "suspended");
            return;
        }

        context.Properties.Items.Remove(IssuerItem);
        context.Principal = SessionCookie.Principal(person, subject, said.FindFirstValue("sid") ?? "-", said.FindAll(SessionCookie.MethodClaim).Select(it => it.Value), provedAt);
    }

    private static void Refuse(TicketReceivedContext context, string why)
    {
        context.Response.Redirect($"/sign-in/refused?why={why}");
        context.HandleResponse();
    }

    /// <summary>The reader is told in their language; what exactly was wrong is for the log.</summary>
    private static Task Fail(RemoteFailureContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Marketplace.SignIn")
            .LogWarning("A sign-in was not taken: {Reason}", context.Failure?.Message.ReplaceLineEndings(" "));
        context.Response.Redirect("/sign-in/refused");
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Takes a claim from the user info where the id token had none.</summary>
    private sealed class TakeOnce(string claim) : Microsoft.AspNetCore.Authentication.OAuth.Claims.ClaimAction(claim, ClaimValueTypes.String)
    {
        public override void Run(System.Text.Json.JsonElement userData, ClaimsIdentity identity, string issuer)
        {
            if (userData.ValueKind == System.Text.Json.JsonValueKind.Object && !identity.HasClaim(it => it.Type == ClaimType) && userData.TryGetProperty(ClaimType, out var value))
                identity.AddClaim(new Claim(ClaimType, value.ToString(), ValueType, issuer));
        }
    }
}
