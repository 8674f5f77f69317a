using Marketplace.Adapters.Sqlite;
using Marketplace.Rigs;
using Marketplace.Rigs.KillRunner;
using Xunit;

namespace Marketplace.Web.Tests.Kill;

/// <summary>SIGKILL in the middle of publishing: nothing acknowledged is lost, nothing happens twice, and search shows what the records say.</summary>
public sealed class KillTests(ITestOutputHelper console) : IDisposable
{
    private static readonly int rounds = LongForms.Wanted ? 100 : 10;
    private readonly string path = Directory.CreateTempSubdirectory("market-kill-").FullName;

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public async Task A_kill_in_the_middle_of_publishing_loses_nothing_acknowledged_and_leaves_the_index_equal_to_the_store()
    {
        var random = new Random(20261124);
        var acknowledged = new Dictionary<string, Acknowledged>();
        string? provider = null;
        var site = await SiteProcess.Start(path);
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                using var client = await SiteClient.SignIn(site.Address);
                provider ??= (await client.RegisterProvider("DEMO HRB 1")).Id;
                var load = new PublishingLoad(client, provider, round);

                await load.RunUntilKilled(site, acknowledgementsFirst: 20 + random.Next(40));
                Assert.True(load.Acknowledgements >= 20);
                Assert.NotEmpty(load.Unanswered);
                foreach (var (id, last) in load.Acknowledged) acknowledged[id] = last;

                await site.DisposeAsync();
                site = await SiteProcess.Start(path);
                using var again = await SiteClient.SignIn(site.Address);
                using var database = SqliteDatabase.Visit(path);
                var aftermath = new Aftermath(again, new SqliteListings(database));
                await aftermath.Everything_acknowledged_is_there(acknowledged.Values);
                await aftermath.The_index_equals_the_store();
                await aftermath.What_was_unanswered_takes_effect_once(load.Unanswered);
                console.WriteLine($"Round {round}: {load.Acknowledgements} acknowledged, {load.Unanswered.Count} in flight, {acknowledged.Count} listings stand.");
            }
        }
        finally
        {
            await site.DisposeAsync();
        }
    }
}
