using System.Collections.Concurrent;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Server.Protocol;

/// <summary>
/// The marketplace as a client of the server that is mounted in it: a public client, held to PKCE, with the exact addresses of the site. In
/// Development, where no address is configured, those of the local host it is reached by are added as they come.
/// </summary>
public sealed class OwnClient : IDisposable
{
    public const string Id = "marketplace";
    public const string ReturnPath = "/sign-in/return";
    public const string SignedOutPath = "/sign-out/return";

    private const int MostLocalAddresses = 32;

    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Makes sure that the site at this address may be returned to.</summary>
    public async Task Serve(IOpenIddictApplicationManager clients, Uri address, CancellationToken cancel = default)
    {
        var at = address.GetLeftPart(UriPartial.Authority);
        if (known.ContainsKey(at)) return;
        await one.WaitAsync(cancel);
        try
        {
            if (known.Count >= MostLocalAddresses) known.Clear();
            known[at] = true;
            var wanted = Describe(known.Keys);
            if (await clients.FindByClientIdAsync(Id, cancel) is { } found) await clients.UpdateAsync(found, wanted, cancel);
            else await clients.CreateAsync(wanted, cancel);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private static OpenIddictApplicationDescriptor Describe(IEnumerable<string> addresses)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = Id, ClientType = ClientTypes.Public, ConsentType = ConsentTypes.Implicit, ApplicationType = ApplicationTypes.Web, DisplayName = "Marketplace",
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code,
                Permissions.Scopes.Email, Permissions.Scopes.Profile,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        foreach (var address in addresses)
        {
            client.RedirectUris.Add(new Uri(address + ReturnPath));
            client.PostLogoutRedirectUris.Add(new Uri(address + SignedOutPath));
        }

        return client;
    }
}
