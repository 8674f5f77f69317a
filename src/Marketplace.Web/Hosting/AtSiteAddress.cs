using System.Net;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.HttpOverrides;

namespace Marketplace.Web.Hosting;

/// <summary>
/// A site that knows its address goes by it: what a request or a proxy says of scheme and host plays no part. Of a proxy only the address of the
/// reader is taken, and only from one that setting <c>Site:Proxies</c> names.
/// </summary>
internal static class AtSiteAddress
{
    public const string ProxiesSetting = "Site:Proxies";

    public static void Use(WebApplication app)
    {
        if (Proxies(app.Configuration[ProxiesSetting]) is { } forwarded) app.UseForwardedHeaders(forwarded);
        if (SiteAddress.Read(app.Configuration, app.Environment) is not { } address) return;
        var host = new HostString(address.Authority);
        app.Use((http, next) =>
        {
            (http.Request.Scheme, http.Request.Host) = (address.Scheme, host);
            return next(http);
        });
    }

    private static ForwardedHeadersOptions? Proxies(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting)) return null;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var named in setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(named, out var proxy)) options.KnownProxies.Add(proxy);
            else if (System.Net.IPNetwork.TryParse(named, out var network)) options.KnownIPNetworks.Add(network);
            else throw new SettingException($"{ProxiesSetting} names \"{named}\"; it takes addresses and networks such as 10.0.0.2 or 10.0.0.0/24, separated by commas.");
        }

        return options;
    }
}
