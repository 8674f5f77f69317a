using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Clients;

/// <summary>An administrator who has just proved who they are gives a client a new secret; the one before holds on for a day, so that programs can be changed over.</summary>
internal sealed class RenewSecret(IStore store, OwnClients own, MarketClock clock, IClientCredentials? credentials = null)
{
    public async Task<Outcome<IssuedClient>> Run(
        Actor actor, OrganisationId id, ApiClientId client, long readAt, Command? command = null, CancellationToken cancel = default)
    {
        if (!(await own.OpenProved(actor, id, client, cancel)).Is(out var found, out var refusal)) return refusal;
        if (credentials is null) return MakeClient.MadeElsewhere();
        if (!found.Value.IsLive) return Refusal.Because(RefusalKind.Conflict, "revoked", "此客户端已被撤销。", "This client was revoked.");

        var renewed = found.Value with { RenewedAt = clock.Now };
        var changes = new Changes([StoredAs<ApiClient>.Write(client.Value, renewed, Math.Max(1, readAt))], [new ApiSecretRenewed(client, id)], clock.Now, command);
        if (!(await store.Commit(changes, cancel)).Is(out var committed, out refusal)) return refusal;
        return new IssuedClient(client, committed.Repeated is null ? await credentials.NewSecret(renewed, cancel) : null);
    }
}
