using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Marketplace.Web.SignIn;

/// <summary>
/// What an authority says of itself, taken only where it names itself as it is configured (OpenID Connect Discovery 1.0, 4.3): or else whoever can
/// change that one document could have tokens of any other issuer taken. An authority that does not is as good as away.
/// </summary>
internal sealed class OwnIssuer(IConfigurationManager<OpenIdConnectConfiguration> said, string authority) : IConfigurationManager<OpenIdConnectConfiguration>
{
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        var metadata = await said.GetConfigurationAsync(cancel);
        // People write an authority with and without the slash at its end; an issuer's tokens are held to what it writes itself.
        return metadata.Issuer?.TrimEnd('/') == authority.TrimEnd('/') ? metadata
            : throw new HttpRequestException($"The authority {authority} says of itself that it is {metadata.Issuer}.");
    }

    public void RequestRefresh() => said.RequestRefresh();
}
