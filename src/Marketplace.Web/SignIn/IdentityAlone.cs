using Marketplace.Identity.Server;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.StaticAssets;

namespace Marketplace.Web.SignIn;

/// <summary>
/// A site that is the identity server alone, for a market at another address: setting <c>Identity:Market</c>, which that market answers by naming this
/// site as its <c>Authentication:Authority</c>. It serves accounts and the protocol; who looks here for anything else is led on to the market.
/// </summary>
internal static class IdentityAlone
{
    public const string Setting = "Identity:Market";

    private static readonly PathString[] own = ["/account", "/connect", "/.well-known", "/language", "/theme", "/health", "/error"];

    /// <summary>The market that is served; null where this site is one itself.</summary>
    public static Uri? Market(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration[Setting] is not { Length: > 0 } given) return null;
        if (!IdentityServer.IsMounted(configuration))
            throw new SettingException($"{Setting} makes this site the identity server of a market, and {IdentityServer.AuthoritySetting} has it trust another: give one of them.");
        if (!SiteAddress.TryParse(given, environment, out var market) || market == SiteAddress.Read(configuration, environment))
            throw new SettingException($"{Setting} is \"{given}\"; it must be the address of the market, such as https://market.example, and another than {SiteAddress.Setting}.");
        return market;
    }

    /// <summary>After routing, and before whatever belongs to a market.</summary>
    /// <param name="market">As <see cref="Market"/> says.</param>
    public static void UseIdentityAlone(this WebApplication app, Uri? market)
    {
        if (market is null) return;
        app.Use((http, next) =>
        {
            if (IsOwn(http)) return next(http);
            if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
                http.Response.Redirect(market.GetLeftPart(UriPartial.Authority) + http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent());
            else http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private static bool IsOwn(HttpContext http) =>
        own.Any(path => http.Request.Path.StartsWithSegments(path)) || http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type.Assembly == typeof(IdentityServer).Assembly;
}
