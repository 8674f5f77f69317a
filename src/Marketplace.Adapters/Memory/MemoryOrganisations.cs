using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Memory;

/// <summary>Organisations in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryOrganisations(MemoryStore store) : IOrganisations
{
    public Task<Document<Organisation>?> Find(OrganisationId id, TenantScope scope, CancellationToken cancel = default) =>
        Task.FromResult(scope.Covers(id) ? store.Find<Organisation>(id.Value) : null);

    public Task<IReadOnlyList<Document<Organisation>>> Find(IReadOnlyCollection<OrganisationId> ids, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Organisation>>>(
            [.. ids.Distinct().Select(id => store.Find<Organisation>(id.Value)).OfType<Document<Organisation>>()]);

    public Task<IReadOnlyList<Document<Organisation>>> SpeakingFor(ProviderId provider, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Organisation>>>(
            [.. store.Current<Organisation>().Where(it => it.Value.Providers.Contains(provider)).OrderBy(it => it.Value.Id.Value, StringComparer.Ordinal)]);
}
