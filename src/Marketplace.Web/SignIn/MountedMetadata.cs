using System.Collections.Concurrent;
using Marketplace.Identity.SignIn;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Marketplace.Web.SignIn;

/// <summary>
/// What the mounted server says of itself, asked in process: for the site's address, or in Development for the address by which the request came.
/// </summary>
internal sealed class MountedMetadata(InProcess inProcess, Uri? siteAddress, IHttpContextAccessor requests) : IConfigurationManager<OpenIdConnectConfiguration>
{
    private const int MostKept = 32;
    private static readonly TimeSpan keptFor = TimeSpan.FromMinutes(10);

#pragma warning disable RS0030 // It goes out to nowhere.
    private readonly HttpDocumentRetriever documents = new(new HttpClient(inProcess, disposeHandler: false)) { RequireHttps = false };
#pragma warning restore RS0030
    private readonly ConcurrentDictionary<string, (OpenIdConnectConfiguration Said, long At)> kept = new(StringComparer.Ordinal);

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var address = Address();
        if (kept.TryGetValue(address, out var known) && TimeProvider.System.GetElapsedTime(known.At) < keptFor) return known.Said;
        var said = await OpenIdConnectConfigurationRetriever.GetAsync($"{address}/.well-known/openid-configuration", documents, cancel);
        if (kept.Count >= MostKept) kept.Clear();
        kept[address] = (said, TimeProvider.System.GetTimestamp());
        return said;
    }

    public void RequestRefresh() => kept.Clear();

    public string Address() => siteAddress?.GetLeftPart(UriPartial.Authority)
        ?? (requests.HttpContext is { } http ? SiteAddress.Of(http) : throw new InvalidOperationException("Without an address of the site there must be a request."));

}
