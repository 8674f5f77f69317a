using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Identity.SignIn;

/// <summary>Addresses of this site where no request is at hand, as for mails: by the setting <c>Site:Address</c>, never by what a request says, which anybody can write.</summary>
public sealed class SiteLinks(IConfiguration configuration, IServer server)
{
    public Uri To(string path) => new(Base(), path);

    private Uri Base() =>
        Uri.TryCreate(configuration[SiteAddress.Setting], UriKind.Absolute, out var given) ? given
        : Uri.TryCreate(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(), UriKind.Absolute, out var listening) ? listening
        : new Uri("http://localhost");
}
