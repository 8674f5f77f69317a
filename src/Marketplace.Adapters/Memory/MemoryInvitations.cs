using Marketplace.Identity;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>Invitations in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryInvitations(MemoryStore store) : IInvitations
{
    public Task<Document<Invitation>?> Find(InvitationId id, CancellationToken cancel = default) => Task.FromResult(store.Find<Invitation>(id.Value));

    public Task<IReadOnlyList<Document<Invitation>>> Standing(OrganisationId organisation, TenantScope scope, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Invitation>>>(scope.Covers(organisation)
            ? [.. store.Current<Invitation>().Where(it => it.Value.Organisation == organisation && it.Value.State == InvitationState.Open).Reverse().Take(IInvitations.Most)]
            : []);
}
