using Marketplace.Identity.Server.Clients;
using Marketplace.Identity.Server.Keys;
using Marketplace.Identity.Server.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Server.Protocol;

/// <summary>OpenIddict as this server wants it: codes with S256 alone, each once and within five minutes; refresh tokens that turn with every use.</summary>
internal static class OpenIdServer
{
    private static readonly TimeSpan codeLasts = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan accessLasts = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan refreshLasts = TimeSpan.FromDays(7);

    /// <param name="issuer">The site's address; null in Development, where it is the one that a request came to.</param>
    public static void Add(IServiceCollection services, Uri? issuer)
    {
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(s => s.GetRequiredService<KeyRing>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(s => s.GetRequiredService<KeyRing>());
        services.AddHostedService<TurnKeys>();
        services.AddSingleton<OwnClient>();
        // What clients of organisations may do there, the market's rooms say.
        services.AddOptions<OpenIddictServerOptions>().Configure<IEnumerable<ApiScope>>((options, scopes) => options.Scopes.UnionWith(scopes.Select(scope => scope.Name)));
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<IdentityDb>();
                core.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication, ClientManager>();
                core.Configure(options => options.TimeProvider = TimeProvider.System);
            })
            .AddServer(server =>
            {
                if (issuer is not null) server.SetIssuer(issuer);
                server.SetAuthorizationEndpointUris(ConnectPaths.Authorize).SetTokenEndpointUris(ConnectPaths.Token)
                    .SetUserInfoEndpointUris(ConnectPaths.UserInfo).SetIntrospectionEndpointUris(ConnectPaths.Introspect)
                    .SetRevocationEndpointUris(ConnectPaths.Revoke).SetEndSessionEndpointUris(ConnectPaths.EndSession)
                    .SetJsonWebKeySetEndpointUris(ConnectPaths.Keys);
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.OfflineAccess);
                server.RegisterClaims(Claims.Subject, Claims.Name, Claims.Locale, Claims.Email, Claims.EmailVerified, TokenClaims.Session, Claims.AuthenticationTime, Claims.AuthenticationMethodReference);
                server.RegisterPromptValues(TokenClaims.PromptCreate);
                server.SetAuthorizationCodeLifetime(codeLasts).SetAccessTokenLifetime(accessLasts).SetIdentityTokenLifetime(accessLasts)
                    .SetRefreshTokenLifetime(refreshLasts).SetRefreshTokenReuseLeeway(TimeSpan.Zero).DisableSlidingRefreshTokenExpiration();
                // Whoever is given one may read and check it; it names no more than whom it is for.
                server.DisableAccessTokenEncryption();
                server.Configure(options =>
                {
                    options.TimeProvider = TimeProvider.System;
                    options.CodeChallengeMethods.Clear();
                    options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
                    // Parameters go in the query: no page of ours need post to a foreign site.
                    options.ResponseModes.Clear();
                    options.ResponseModes.Add(ResponseModes.Query);
                });
                var aspNet = server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough().EnableEndSessionEndpointPassthrough().EnableStatusCodePagesIntegration();
                // With an address given, it is https and the connection is the proxy's affair; without one this is Development.
                aspNet.DisableTransportSecurityRequirement();
            });
    }
}
