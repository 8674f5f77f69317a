using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class ProvidersContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_provider_is_found_by_its_id_whole()
    {
        var provider = Given.Provider();
        await records.Store.Commit(Given.Save(provider));

        Assert.Equivalent(provider, (await records.Providers.Find(provider.Id))!.Value, strict: true);
        Assert.Null(await records.Providers.Find(ProviderId.New(Given.Noon)));
        Assert.Null(await records.Providers.Find(default(ProviderId)));
    }

    [Fact]
    public async Task A_provider_is_found_by_its_registration_in_its_country_alone()
    {
        var chinese = Given.Provider("12345", "CN");
        var german = Given.Provider("12345", "DE");
        await records.Store.Commit(Given.Save(chinese));
        await records.Store.Commit(Given.Save(german));

        Assert.Equal(german.Id, (await records.Providers.Registered("DE", "12345"))!.Value.Id);
        Assert.Null(await records.Providers.Registered("FR", "12345"));
        Assert.Null(await records.Providers.Registered("DE", "1234"));
    }

    [Fact]
    public async Task Pages_follow_each_other_by_id_until_all_were_seen()
    {
        var given = Enumerable.Range(0, 7).Select(i => Given.Provider($"{i}")).ToList();
        foreach (var provider in given) await records.Store.Commit(Given.Save(provider));

        var seen = new List<ProviderId>();
        for (ProviderId? after = null; ; after = seen[^1])
        {
            var page = await records.Providers.Page(after, 3);
            if (page.Count == 0) break;
            Assert.True(page.Count <= 3);
            seen.AddRange(page.Select(it => it.Value.Id));
        }

        Assert.Equal(given.Select(it => it.Id).OrderBy(id => id.Value, StringComparer.Ordinal), seen);
        Assert.Equal(7, await records.Providers.Count());
    }

    [Fact]
    public async Task Of_several_ids_those_that_exist_are_found()
    {
        var provider = Given.Provider();
        await records.Store.Commit(Given.Save(provider));

        Assert.Equal(provider.Id, Assert.Single(await records.Providers.Find([ProviderId.New(Given.Noon), provider.Id])).Value.Id);
    }
}
