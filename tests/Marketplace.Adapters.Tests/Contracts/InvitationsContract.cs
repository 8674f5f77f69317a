using Marketplace.Identity;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class InvitationsContract(Records records) : IDisposable
{
    private readonly Organisation organisation = Given.Organisation("ann");

    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_kept_is_found_whole()
    {
        var kept = await Keep("bob@example.com", 0);

        var found = await records.Invitations.Find(kept.Id);
        Assert.Equal(1, found!.Version);
        Assert.Equal(("bob@example.com", "ann", Given.Noon, InvitationState.Open), (found.Value.Email, found.Value.By, found.Value.At, found.Value.State));
        Assert.Equal([Role.Buyer, Role.Finance], found.Value.Roles);
        Assert.Equal(Given.Noon.AddDays(7), found.Value.Until);
        Assert.Null(await records.Invitations.Find(InvitationId.New(Given.Noon)));
    }

    [Fact]
    public async Task Standing_are_an_organisations_own_that_nobody_accepted_or_withdrew_newest_first()
    {
        var (first, second, third) = (await Keep("a@example.com", 0), await Keep("b@example.com", 1), await Keep("c@example.com", 2));
        await Keep("d@example.com", 3, Given.Organisation("zoe").Id);
        await Save(second with { State = InvitationState.Withdrawn }, 1);

        var scope = Acting.For(organisation, "ann").Scope;
        Assert.Equal([third.Id, first.Id], (await records.Invitations.Standing(organisation.Id, scope)).Select(it => it.Value.Id));

        await Save(third with { State = InvitationState.Accepted, AcceptedBy = "carl" }, 1);
        Assert.Equal([first.Id], (await records.Invitations.Standing(organisation.Id, scope)).Select(it => it.Value.Id));
    }

    [Fact]
    public async Task Of_an_organisation_that_the_scope_does_not_cover_there_are_none()
    {
        await Keep("a@example.com", 0);

        Assert.Empty(await records.Invitations.Standing(organisation.Id, Acting.For(Given.Organisation("zoe"), "zoe").Scope));
        Assert.Empty(await records.Invitations.Standing(organisation.Id, TenantScope.Nobody));
    }

    private Task<Invitation> Keep(string email, int minutes, OrganisationId? of = null) => Save(new Invitation
    {
        Id = InvitationId.New(Given.Noon.AddMinutes(minutes)), Organisation = of ?? organisation.Id, Email = email, Roles = [Role.Buyer, Role.Finance], By = "ann", At = Given.Noon,
    }, 0);

    private async Task<Invitation> Save(Invitation invitation, long readAt)
    {
        Assert.True((await records.Store.Commit(new Changes(
            [StoredAs<Invitation>.Write(invitation.Id.Value, invitation, readAt)], [new PersonInvited(invitation.Id, invitation.Organisation)], Given.Noon))).Succeeded);
        return invitation;
    }
}
