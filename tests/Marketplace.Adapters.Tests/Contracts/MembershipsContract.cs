using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class MembershipsContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_person_has_its_own_memberships_by_id_and_nobody_elses()
    {
        OrganisationId[] organisations = [OrganisationId.New(Given.Noon), OrganisationId.New(Given.Noon), OrganisationId.New(Given.Noon)];
        foreach (var (person, organisation) in new[] { ("ann", organisations[0]), ("ann", organisations[1]), ("anna", organisations[2]), ("an", organisations[2]), ("Ann", organisations[2]) })
            Assert.True((await records.Store.Commit(new Changes([Membership.Of(person, organisation, Given.Noon)], [], Given.Noon, null))).Succeeded);

        Assert.Equal(organisations[..2].OrderBy(id => id.Value, StringComparer.Ordinal), await records.Memberships.Of("ann"));
        Assert.Equal([organisations[2]], await records.Memberships.Of("anna"));
        Assert.Empty(await records.Memberships.Of("a"));
    }

    [Fact]
    public async Task A_membership_is_written_once()
    {
        var organisation = OrganisationId.New(Given.Noon);
        var joins = new Changes([Membership.Of("ann", organisation, Given.Noon)], [], Given.Noon, null);

        Assert.True((await records.Store.Commit(joins)).Succeeded);
        Assert.Equal(RefusalKind.Stale, (await records.Store.Commit(joins)).Refusal!.Kind);
        Assert.Equal([organisation], await records.Memberships.Of("ann"));
    }
}
