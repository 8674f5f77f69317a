using System.Diagnostics;
using Marketplace.Rigs;
using Marketplace.Rigs.KillRunner;
using Marketplace.Web.Tests.Faults;
using Xunit;

namespace Marketplace.Web.Tests.Sites;

/// <summary>What goes wrong in a site that keeps its records in MongoDB and finds by Elasticsearch, and what two of them see of each other.</summary>
public sealed class SiteFaults(ITestOutputHelper output)
{
    /// <summary>The bound that the how-to on these engines states: so long a site may show what another has changed.</summary>
    private static readonly TimeSpan showsChangesWithin = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task The_site_is_killed_between_store_and_index()
    {
        await using var sites = new MongoSites(elasticsearch: true);
        var acknowledged = new Dictionary<string, Acknowledged>();
        var unanswered = new List<Unanswered>();
        var (process, client) = await sites.Start();
        var provider = (await client.RegisterProvider("DEMO HRB 1")).Id;
        for (var round = 1; round <= (LongForms.Wanted ? 30 : 3); round++)
        {
            var load = new PublishingLoad(client, provider, round);
            await load.RunUntilKilled(process, acknowledgementsFirst: 20 + round % 7);
            foreach (var (id, last) in load.Acknowledged) acknowledged[id] = last;
            client.Dispose();

            (process, client) = await sites.StartAgain();
            Assert.NotEmpty(load.Unanswered);
            unanswered.AddRange(load.Unanswered);
            await sites.Verify(acknowledged.Values, [], client);
            FaultTable.Row(output, "site killed between store and index", round, load.Acknowledgements, load.Unanswered.Count,
                $"the index equals the records: {acknowledged.Count} listings");
        }
        // Once for all rounds: what a killed site held in MongoDB is let go after a minute.
        await sites.Verify(acknowledged.Values, unanswered, client);
    }

    [Fact]
    public async Task A_page_that_one_site_keeps_shows_what_another_has_changed()
    {
        await using var sites = new MongoSites();
        var (one, two) = (await sites.Start(), await sites.Start());
        var provider = (await one.Client.RegisterProvider("DEMO HRB 1")).Id;
        var drafted = await one.Client.Draft("draft", provider, "as it was");
        var published = await one.Client.Publish("publish", drafted);
        using var reader = new HttpClient { BaseAddress = two.Process.Address };
        foreach (var page in new[] { $"/listings/{published.Id}", "/search" }) await Shows(reader, page, "as it was");

        var saved = await one.Client.Save("save", published, "as it is now");
        await one.Client.Publish("publish-again", saved);

        foreach (var page in new[] { $"/listings/{published.Id}", "/search" }) await Shows(reader, page, "as it is now");
    }

    private static async Task Shows(HttpClient reader, string page, string title)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            var html = await reader.GetStringAsync(new Uri($"{page}?lang=en", UriKind.Relative), TestContext.Current.CancellationToken);
            if (html.Contains(title, StringComparison.Ordinal)) return;
            Assert.True(watch.Elapsed < showsChangesWithin, $"{page} did not show “{title}” within {watch.Elapsed.TotalSeconds:0.0} s.");
        }
    }
}
