using Marketplace.Identity;

namespace Marketplace.Adapters.Memory;

/// <summary>Memberships in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryMemberships(MemoryStore store) : IMemberships
{
    public Task<IReadOnlyList<OrganisationId>> Of(string person, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<OrganisationId>>(
            [.. store.Current<Membership>().Select(it => it.Value).Where(it => it.Person == person).Select(it => it.Organisation)]);
}
