using Marketplace.Identity;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class OrganisationsContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_kept_is_found_whole()
    {
        var kept = await Keep(Given.Organisation("ann").With(new Member("bob", [Role.Finance, Role.Approver], Given.Noon), Given.Noon).SpeakingFor(ProviderId.New(Given.Noon), Given.Noon));

        var found = Assert.Single(await records.Organisations.Find([kept.Id, OrganisationId.New(Given.Noon), kept.Id]));
        Assert.Equal(1, found.Version);
        Assert.Equal((kept.Name, kept.FoundedAt), (found.Value.Name, found.Value.FoundedAt));
        Assert.Equal(kept.Providers, found.Value.Providers);
        Assert.Equal([("ann", "Admin"), ("bob", "Approver, Finance")], found.Value.Members.Select(it => (it.Person, string.Join(", ", it.Roles))));
    }

    [Fact]
    public async Task One_that_the_scope_does_not_cover_is_as_absent_as_one_that_never_was()
    {
        var (own, other) = (await Keep(Given.Organisation("ann")), await Keep(Given.Organisation("bob")));
        var scope = Acting.For(own, "ann").Scope;

        Assert.Equal(own.Id, (await records.Organisations.Find(own.Id, scope))!.Value.Id);
        Assert.Null(await records.Organisations.Find(other.Id, scope));
        Assert.Null(await records.Organisations.Find(OrganisationId.New(Given.Noon), scope));
        Assert.Null(await records.Organisations.Find(own.Id, TenantScope.Nobody));
        Assert.NotNull(await records.Organisations.Find(other.Id, Acting.Auditor.Scope));
    }

    [Fact]
    public async Task Those_that_speak_for_a_provider_are_found_as_they_stand()
    {
        var (provider, other) = (ProviderId.New(Given.Noon), ProviderId.New(Given.Noon));
        var first = await Keep(Given.Organisation("ann").SpeakingFor(provider, Given.Noon).SpeakingFor(other, Given.Noon));
        var second = await Keep(Given.Organisation("bob"));
        Assert.Equal([first.Id], (await records.Organisations.SpeakingFor(provider)).Select(it => it.Value.Id));

        var speaking = second.SpeakingFor(provider, Given.Noon);
        Assert.True((await records.Store.Commit(new Changes([StoredAs<Organisation>.Write(second.Id.Value, speaking, 1)], [new OrganisationSpeaksFor(second.Id, provider)], Given.Noon))).Succeeded);

        Assert.Equal(new[] { first.Id, second.Id }.OrderBy(it => it.Value, StringComparer.Ordinal), (await records.Organisations.SpeakingFor(provider)).Select(it => it.Value.Id));
        Assert.Equal([first.Id], (await records.Organisations.SpeakingFor(other)).Select(it => it.Value.Id));
        Assert.Empty(await records.Organisations.SpeakingFor(ProviderId.New(Given.Noon)));
    }

    private async Task<Organisation> Keep(Organisation organisation)
    {
        Assert.True((await records.Store.Commit(new Changes(
            [StoredAs<Organisation>.Write(organisation.Id.Value, organisation, 0)], [new OrganisationFounded(organisation.Id, "ann")], Given.Noon))).Succeeded);
        return organisation;
    }
}
