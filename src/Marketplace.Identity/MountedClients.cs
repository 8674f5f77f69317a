using Marketplace.Identity.Server.Clients;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;

namespace Marketplace.Identity.Server;

/// <summary>The server is mounted in the site, so the site has clients' secrets made by plain calls.</summary>
internal sealed class MountedClients(IServiceScopeFactory scopes) : IClientCredentials
{
    /// <summary>The use of a client may be noted in the same moment.</summary>
    private const int Attempts = 3;

    public Task<NewSecret> NewSecret(ApiClient client, CancellationToken cancel = default) => Ask(keeper => keeper.NewSecret(client, cancel));

    public Task Revoke(ApiClientId client, CancellationToken cancel = default) => Ask(async keeper =>
    {
        await keeper.Revoke(client, cancel);
        return true;
    });

    public Task<IReadOnlyDictionary<ApiClientId, CredentialState>> Look(IReadOnlyCollection<ApiClientId> clients, CancellationToken cancel = default) => Ask<IReadOnlyDictionary<ApiClientId, CredentialState>>(async keeper =>
    {
        var known = new Dictionary<ApiClientId, CredentialState>();
        foreach (var client in clients)
            if (await keeper.Look(client, cancel) is { } state) known[client] = state;
        return known;
    });

    private async Task<T> Ask<T>(Func<KeepClients, Task<T>> what)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var scope = scopes.CreateScope();
            try
            {
                return await what(scope.ServiceProvider.GetRequiredService<KeepClients>());
            }
            catch (OpenIddictExceptions.ConcurrencyException) when (attempt < Attempts)
            {
                // With another scope the client is read anew.
            }
        }
    }
}
