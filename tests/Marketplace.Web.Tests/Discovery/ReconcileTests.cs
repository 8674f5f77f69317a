using Marketplace.Storage;
using Marketplace.Vocabulary;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Discovery;

/// <summary>What drifted apart from the store is found, told and put right, and nothing else is.</summary>
public sealed class ReconcileTests(SearchApiTests.DemoSite demo) : IClassFixture<SearchApiTests.DemoSite>
{
    [Fact]
    public async Task Drift_is_found_repaired_and_reported_exactly()
    {
        var services = demo.Services;
        var index = services.GetRequiredService<ISearchIndex>();
        await services.GetRequiredService<OutboxPump>().CaughtUp().WaitAsync(TimeSpan.FromSeconds(60));
        var query = new IndexQuery { Day = services.GetRequiredService<MarketClock>().Today, Claims = ClaimFilter.None, Size = 3 };
        var hits = (await index.Search(query)).Hits.Select(hit => hit.Document).ToList();
        var foreign = hits[2] with { Id = new ListingId("lst_01KAT00000000000000000000A") };
        await index.Put([hits[0] with { Title = new Bilingual("改过的", null) }, foreign]);
        await index.Remove([(hits[1].Id, hits[1].Position)]);

        var told = await Run(services);

        Assert.Contains($"{hits[0].Id}: said something else than the store, repaired", told);
        Assert.Contains($"{hits[1].Id}: was missing, repaired", told);
        Assert.Contains($"{foreign.Id}: was there and is not published, repaired", told);
        Assert.Contains("1 missing, 1 different, 1 superfluous", told[^1], StringComparison.Ordinal);
        Assert.Equal(hits[0].Title, (await index.Find([hits[0].Id])).Single().Title);
        Assert.Empty(await index.Find([foreign.Id]));
        Assert.Contains("0 missing, 0 different, 0 superfluous", (await Run(services))[^1], StringComparison.Ordinal);
    }

    private static async Task<List<string>> Run(IServiceProvider services)
    {
        var told = new Lines();
        await services.GetServices<IMaintenanceJob>().Single(job => job.Name == "reconcile").Run(told, CancellationToken.None);
        return told.All;
    }

    private sealed class Lines : IProgress<string>
    {
        public List<string> All { get; } = [];
        public void Report(string value) => All.Add(value);
    }
}
