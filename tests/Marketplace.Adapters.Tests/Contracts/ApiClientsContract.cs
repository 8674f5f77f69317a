using Marketplace.Identity;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class ApiClientsContract(Records records) : IDisposable
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
        var kept = await Save(Client(0), 0);
        await Save(kept with { RenewedAt = Given.Noon.AddDays(1), RevokedAt = Given.Noon.AddDays(2) }, 1);

        var found = await records.ApiClients.Find(kept.Id);
        Assert.Equal(2, found!.Version);
        Assert.Equal((kept.Id, organisation.Id, "接口 ERP", "ann", Given.Noon), (found.Value.Id, found.Value.Organisation, found.Value.Name, found.Value.By, found.Value.At));
        Assert.Equal((Given.Noon.AddDays(1), Given.Noon.AddDays(2), false), (found.Value.RenewedAt, found.Value.RevokedAt, found.Value.IsLive));
        Assert.Equal(["listings.read", "listings.write"], found.Value.Scopes);
        Assert.Null(await records.ApiClients.Find(ApiClientId.New(Given.Noon)));
        Assert.Null(await records.ApiClients.Find(ApiClientId.From("")));
    }

    [Fact]
    public async Task Those_of_an_organisation_are_its_own_newest_first_with_revoked_ones()
    {
        var (first, second) = (await Save(Client(0), 0), await Save(Client(1), 0));
        await Save(Client(2, Given.Organisation("zoe").Id), 0);
        await Save(first with { RevokedAt = Given.Noon }, 1);

        Assert.Equal([second.Id, first.Id], (await records.ApiClients.Of(organisation.Id, Acting.For(organisation, "ann").Scope)).Select(it => it.Value.Id));
    }

    [Fact]
    public async Task Of_an_organisation_that_the_scope_does_not_cover_there_are_none()
    {
        await Save(Client(0), 0);

        Assert.Empty(await records.ApiClients.Of(organisation.Id, Acting.For(Given.Organisation("zoe"), "zoe").Scope));
        Assert.Empty(await records.ApiClients.Of(organisation.Id, TenantScope.Nobody));
    }

    private ApiClient Client(int minutes, OrganisationId? of = null) => new()
    {
        Id = ApiClientId.New(Given.Noon.AddMinutes(minutes)), Organisation = of ?? organisation.Id, Name = "接口 ERP", Scopes = ["listings.read", "listings.write"], By = "ann", At = Given.Noon,
    };

    private async Task<ApiClient> Save(ApiClient client, long readAt)
    {
        Assert.True((await records.Store.Commit(new Changes(
            [StoredAs<ApiClient>.Write(client.Id.Value, client, readAt)], [new ApiClientMade(client.Id, client.Organisation, client.Scopes)], Given.Noon))).Succeeded);
        return client;
    }
}
