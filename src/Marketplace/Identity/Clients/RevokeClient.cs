using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Clients;

/// <summary>
/// An administrator who has just proved who they are revokes a client, for good. Tokens that it has stop with the next request. One that is revoked
/// already stays so, and the identity server is told once more.
/// </summary>
internal sealed class RevokeClient(IStore store, OwnClients own, MarketClock clock, IClientCredentials? credentials = null)
{
    /// <summary>Somebody may renew its secret in the same moment.</summary>
    private const int Attempts = 3;

    public async Task<Outcome<ApiClientId>> Run(Actor actor, OrganisationId id, ApiClientId client, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!(await own.OpenProved(actor, id, client, cancel)).Is(out var found, out var refusal)) return refusal;
            if (credentials is null) return MakeClient.MadeElsewhere();
            if (found.Value.IsLive)
            {
                var revoked = StoredAs<ApiClient>.Write(client.Value, found.Value with { RevokedAt = clock.Now }, found.Version);
                if (!(await store.Commit(new Changes([revoked], [new ApiClientRevoked(client, id)], clock.Now), cancel)).Is(out _, out refusal))
                {
                    if (refusal.Kind == RefusalKind.Stale && attempt < Attempts) continue;
                    return refusal;
                }
            }

            await credentials.Revoke(client, cancel);
            return client;
        }
    }
}
