using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>
/// Finds out, with every request that brings a token, for which organisation a client acts and what it may do. A token says who its bearer is and
/// which scopes it was given; that they still hold is looked up, so a client that was revoked has no right from the next request on.
/// </summary>
public sealed class ClientActs(IApiClients clients, IOrganisations organisations, IProviderNames providers, MappedClients mapped)
{
    /// <returns>Null where there is no such client, or none any more.</returns>
    public async Task<Actor?> Find(string id, IEnumerable<string> scopes, CancellationToken cancel = default)
    {
        if (await Known(id, cancel) is not var (name, organisation, given)) return null;
        if (await organisations.Find([organisation], cancel) is not [{ Value: var found }]) return null;
        return Actor.ForClient(new ActingClient(id, name, [.. scopes.Intersect(given, StringComparer.Ordinal)]), found, await providers.Suspended(found.Providers, cancel));
    }

    private async Task<(Bilingual Name, OrganisationId Organisation, IReadOnlyList<string> Scopes)?> Known(string id, CancellationToken cancel)
    {
        if (mapped.Authority is not null) return mapped.Find(id) is { } there ? (Bilingual.Same(there.Id), there.Organisation, there.Scopes) : null;
        return ApiClientId.TryParse(id, null, out var own) && await clients.Find(own, cancel) is { Value: { IsLive: true } client }
            ? (Bilingual.Same(client.Name), client.Organisation, client.Scopes) : null;
    }
}
