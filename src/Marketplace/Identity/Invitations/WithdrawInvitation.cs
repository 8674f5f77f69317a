using Marketplace.Identity.Organisations;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Invitations;

/// <summary>An administrator takes an invitation back. One that is withdrawn already stays so.</summary>
internal sealed class WithdrawInvitation(IStore store, OwnOrganisation own, IInvitations invitations, MarketClock clock)
{
    public async Task<Outcome<Invitation>> Run(Actor actor, OrganisationId id, InvitationId invitation, CancellationToken cancel = default)
    {
        if (!(await own.Administer(actor, id, cancel)).Is(out _, out var refusal)) return refusal;
        if (await invitations.Find(invitation, cancel) is not { } found || found.Value.Organisation != id) return Refusal.NotFound();
        if (found.Value.State == InvitationState.Withdrawn) return found.Value;
        if (found.Value.State == InvitationState.Accepted) return AcceptInvitation.Used();

        var withdrawn = found.Value with { State = InvitationState.Withdrawn };
        var changes = new Changes([StoredAs<Invitation>.Write(invitation.Value, withdrawn, found.Version)], [new InvitationWithdrawn(invitation, id)], clock.Now);
        return (await store.Commit(changes, cancel)).Is(out _, out refusal) ? withdrawn : refusal;
    }
}
