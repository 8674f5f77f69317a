using Marketplace.Identity;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>API clients in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryApiClients(MemoryStore store) : IApiClients
{
    public Task<Document<ApiClient>?> Find(ApiClientId id, CancellationToken cancel = default) => Task.FromResult(store.Find<ApiClient>(id.Value));

    public Task<IReadOnlyList<Document<ApiClient>>> Of(OrganisationId organisation, TenantScope scope, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<ApiClient>>>(scope.Covers(organisation)
            ? [.. store.Current<ApiClient>().Where(it => it.Value.Organisation == organisation).Reverse().Take(IApiClients.Most)]
            : []);
}
