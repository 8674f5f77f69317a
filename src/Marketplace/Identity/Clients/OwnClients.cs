using Marketplace.Identity.Organisations;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Clients;

/// <summary>Opens a client of the organisation that somebody administers; of any other organisation it is absent.</summary>
internal sealed class OwnClients(OwnOrganisation own, IApiClients clients)
{
    public async Task<Outcome<Document<ApiClient>>> Open(Actor actor, OrganisationId id, ApiClientId client, CancellationToken cancel) =>
        await Of(await own.Administer(actor, id, cancel), client, cancel);

    /// <summary>Likewise, for what wants a fresh proof.</summary>
    public async Task<Outcome<Document<ApiClient>>> OpenProved(Actor actor, OrganisationId id, ApiClientId client, CancellationToken cancel) =>
        await Of(await own.AdministerProved(actor, id, cancel), client, cancel);

    private async Task<Outcome<Document<ApiClient>>> Of(Outcome<Document<Organisation>> opened, ApiClientId client, CancellationToken cancel)
    {
        if (!opened.Is(out var organisation, out var refusal)) return refusal;
        return await clients.Find(client, cancel) is { } found && found.Value.Organisation == organisation.Value.Id ? found : Refusal.NotFound();
    }
}
