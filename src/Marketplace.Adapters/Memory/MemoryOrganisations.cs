using Marketplace.Identity;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>Organisations in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryOrganisations(MemoryStore store) : IOrganisations
{
    public Task<Document<Organisation>?> Find(OrganisationId id, TenantScope scope, CancellationToken cancel = default) =>
        Task.FromResult(scope.Covers(id) ? store.Find<Organisation>(id.Value) : null);

    public Task<IReadOnlyList<Document<Organisation>>> Find(IReadOnlyCollection<OrganisationId> ids, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Organisation>>>(
            [.. ids.Distinct().Select(id => store.Find<Organisation>(id.Value)).OfType<Document<Organisation>>()]);
}
