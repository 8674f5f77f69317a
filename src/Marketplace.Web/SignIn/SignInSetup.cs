using Marketplace.Adapters.Outbound;
using Marketplace.Identity;
using Marketplace.Identity.ActAs;
using Marketplace.Identity.Server;
using Marketplace.Identity.Server.Protocol;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.SignIn;

internal static class SignInSetup
{
    private const string Visitor = "visitor";

    /// <summary>Which audience tokens for the API name where a foreign authority gives them; without it there are none.</summary>
    private const string ApiAudienceSetting = "Authentication:Api:Audience";

    /// <summary>Signing in at the mounted server, or at the authority that <see cref="IdentityServer.AuthoritySetting"/> names.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var development = environment.IsDevelopment();
        services.AddSingleton(new SignInClock(TimeProvider.System));
        services.AddSingleton<FirstRun>();
        services.AddSingleton<TakeSignIn>();
        services.AddSingleton<IKnowPeople, SignedInPeople>();
        services.AddHostedService<FirstRunNotice>();
        services.AddOptions<CookieAuthenticationOptions>(SessionCookie.Scheme).Configure(SessionCookie.Configure(development));
        services.AddAuthentication()
            .AddCookie(SessionCookie.Scheme)
            .AddOpenIdConnect(MarketClient.Scheme, options => MarketClient.Configure(options, development))
            .AddJwtBearer(BearerTokens.Scheme, _ => { })
            // Beside real sign-ins a development site lets visitors act as somebody; that one goes before. On the API a token goes before all.
            .AddPolicyScheme(Visitor, null, options => options.ForwardDefaultSelector = http => BearerTokens.IsSent(http) ? BearerTokens.Scheme :
                http.Request.Cookies.ContainsKey(ActAsCookie.Name) && http.RequestServices.GetService<DevTimeProvider>() is not null ? ActAsCookie.Scheme : SessionCookie.Scheme);
        services.PostConfigure<AuthenticationOptions>(options => options.DefaultAuthenticateScheme = Visitor);
        var client = services.AddOptions<OpenIdConnectOptions>(MarketClient.Scheme);
        if (IdentityServer.IsMounted(configuration)) AddMounted(services, client, SiteAddress.Read(configuration, environment));
        else AddForeign(services, client, configuration, development);
        return services;
    }

    private static void AddMounted(IServiceCollection services, OptionsBuilder<OpenIdConnectOptions> client, Uri? address)
    {
        services.AddSingleton<InProcess>();
        services.AddSingleton(s => new MountedMetadata(s.GetRequiredService<InProcess>(), address, s.GetRequiredService<IHttpContextAccessor>()));
        client.Configure<InProcess, MountedMetadata>((options, inProcess, metadata) =>
        {
            (options.ClientId, options.ConfigurationManager, options.BackchannelHttpHandler) = (OwnClient.Id, metadata, inProcess);
        });
        services.AddOptions<JwtBearerOptions>(BearerTokens.Scheme).Configure<MountedMetadata>(BearerTokens.AtMounted);
    }

    private static void AddForeign(IServiceCollection services, OptionsBuilder<OpenIdConnectOptions> client, IConfiguration configuration, bool development)
    {
        var authority = configuration[IdentityServer.AuthoritySetting]!;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || (address.Scheme != "https" && !(development && address.IsLoopback)))
            throw new SettingException($"{IdentityServer.AuthoritySetting} is \"{authority}\"; it must be the https address of an OpenID Connect issuer.");
        if (string.IsNullOrEmpty(configuration["Authentication:ClientId"]))
            throw new SettingException($"Authentication:ClientId must say under which name {authority} knows this site.");
        services.AddSingleton<ISessionState, UserInfoSessions>();
        client.Configure(options =>
        {
            (options.Authority, options.ClientId, options.ClientSecret) = (authority, configuration["Authentication:ClientId"], configuration["Authentication:ClientSecret"]);
            (options.RequireHttpsMetadata, options.GetClaimsFromUserInfoEndpoint) = (address.Scheme == "https", true);
            // The address is the operator's, but where its answers lead is not.
            options.BackchannelHttpHandler = OutboundHttp.ToConfigured(TimeSpan.FromSeconds(5));
            options.BackchannelTimeout = TimeSpan.FromSeconds(15);
            // Keys may turn at any time; a token of an unknown one has them read again.
            options.RefreshInterval = TimeSpan.FromSeconds(10);
        });
        // After the framework has made what reads the metadata.
        services.PostConfigure<OpenIdConnectOptions>(MarketClient.Scheme, options => options.ConfigurationManager = new OwnIssuer(options.ConfigurationManager!, authority));
        var audience = configuration[ApiAudienceSetting];
        if (audience == configuration["Authentication:ClientId"])
            throw new SettingException($"{ApiAudienceSetting} must be another than Authentication:ClientId, or tokens that say who signed in would be taken for tokens of API clients.");
        services.AddOptions<JwtBearerOptions>(BearerTokens.Scheme).Configure<IOptionsMonitor<OpenIdConnectOptions>>((options, market) =>
        {
            // Not every authority marks access tokens as RFC 9068 wants; what keeps other tokens out is then their audience.
            BearerTokens.Configure(options, "at+jwt", "application/at+jwt", "JWT");
            (options.ConfigurationManager, options.TokenValidationParameters.ValidAudience) = (market.Get(MarketClient.Scheme).ConfigurationManager, audience);
        });
    }
}
