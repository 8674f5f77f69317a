using Marketplace.Identity.Organisations;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Clients;

/// <param name="State">What the identity server says of its secrets; null where it does not know the client, or not any more.</param>
internal sealed record ClientView(Document<ApiClient> Document, CredentialState? State)
{
    public ApiClient Client => Document.Value;
}

/// <param name="Mapped">Where a foreign authority vouches for clients: those of this organisation that the operator mapped.</param>
internal sealed record ClientsView(Organisation Organisation, IReadOnlyList<ClientView> Clients, string? Authority, IReadOnlyList<MappedClient> Mapped);

/// <summary>Shows an organisation's clients to its administrators.</summary>
internal sealed class ShowClients(OwnOrganisation own, OwnClients one, IApiClients clients, MappedClients mapped, IClientCredentials? credentials = null)
{
    public async Task<Outcome<ClientsView>> Run(Actor actor, OrganisationId id, CancellationToken cancel = default)
    {
        if (!(await own.Administer(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        if (credentials is null) return new ClientsView(found.Value, [], mapped.Authority, [.. mapped.Of(id)]);
        return new ClientsView(found.Value, await Stated(await clients.Of(id, actor.Scope, cancel), credentials, cancel), null, []);
    }

    public async Task<Outcome<ClientView>> One(Actor actor, OrganisationId id, ApiClientId client, CancellationToken cancel = default)
    {
        if (!(await one.Open(actor, id, client, cancel)).Is(out var found, out var refusal)) return refusal;
        return credentials is null ? Refusal.NotFound() : (await Stated([found], credentials, cancel))[0];
    }

    private static async Task<IReadOnlyList<ClientView>> Stated(IReadOnlyList<Document<ApiClient>> all, IClientCredentials credentials, CancellationToken cancel)
    {
        var states = await credentials.Look([.. all.Where(it => it.Value.IsLive).Select(it => it.Value.Id)], cancel);
        return [.. all.Select(it => new ClientView(it, states.GetValueOrDefault(it.Value.Id)))];
    }
}
