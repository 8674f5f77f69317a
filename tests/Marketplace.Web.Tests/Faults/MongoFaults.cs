using System.Diagnostics;
using Marketplace.Rigs;
using Marketplace.Rigs.KillRunner;
using Marketplace.Rigs.Servers;
using MongoDB.Driver;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>What goes wrong between sites and MongoDB while eight clients publish, and what must hold afterwards.</summary>
public sealed class MongoFaults(ITestOutputHelper output)
{
    /// <summary>Among so many acknowledgements at the least a fault falls.</summary>
    private const int Enough = 20;

    /// <summary>A client is told by then that its write is done, or that it is not now.</summary>
    private static readonly TimeSpan answerWithin = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task MongoDB_is_killed_in_the_middle_of_publishing()
    {
        ServerCommand.SkipWhereServersAreNotOurs();
        await using var sites = new MongoSites();
        var (_, client) = await sites.Start();
        var provider = (await client.RegisterProvider("DEMO HRB 1")).Id;
        for (var round = 1; round <= (LongForms.Wanted ? 10 : 2); round++)
        {
            var load = new FaultLoad([client], provider, $"kill R{round}");
            load.Start();
            await load.More(Enough);
            await ServerCommand.Kill("mongodb");
            var inFlight = load.InFlight;
            await ServerCommand.Start("mongodb");
            var recovered = await load.More(1);
            await load.More(Enough);
            await load.Stop();

            Assert.True(inFlight > 0);
            Assert.True(recovered < TimeSpan.FromSeconds(5), $"The site took {recovered.TotalSeconds:0.0} s.");
            await sites.Verify(load, client);
            FaultTable.Row(output, "MongoDB killed", round, load.Acknowledgements, inFlight,
                $"0 lost, 0 half-applied, writes again after {recovered.TotalSeconds:0.0} s, {load.Unanswered.Count} told \"not now\" and then done once");
        }
    }

    [Theory]
    [InlineData("answers cut off after the commit was sent", "timeout", """{"timeout":20}""", 400)]
    [InlineData("connections reset in mid-reply", "reset_peer", """{"timeout":0}""", 400)]
    [InlineData("answers 5 s late", "latency", """{"latency":5000}""", 7000)]
    public async Task The_connection_to_MongoDB_is_spoilt_for_a_while(string fault, string kind, string attributes, int milliseconds)
    {
        var server = new MongoUrl(TestServer.MongoDb.AddressOr(Assert.Skip)).Server;
        await using var proxy = await Proxy.Before(server.Host, server.Port);
        await using var sites = new MongoSites();
        var (_, client) = await sites.Start(proxy.Address);
        var provider = (await client.RegisterProvider("DEMO HRB 1")).Id;
        for (var round = 1; round <= (LongForms.Wanted ? 5 : 1); round++)
        {
            var load = new FaultLoad([client], provider, $"{kind} R{round}");
            load.Start();
            await load.More(Enough);
            var inFlight = load.InFlight;
            await proxy.Spoil(kind, System.Text.Json.Nodes.JsonNode.Parse(attributes)!);
            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
            await proxy.Heal(kind);
            await load.More(Enough);
            await load.Stop();

            Assert.True(inFlight > 0);
            Assert.True(load.Slowest < answerWithin, $"A client waited {load.Slowest.TotalSeconds:0.0} s.");
            await sites.Verify(load, client);
            FaultTable.Row(output, fault, round, load.Acknowledgements, inFlight, $"one effect each, answered within {load.Slowest.TotalSeconds:0.0} s, {load.Unanswered.Count} told \"not now\" and then done once");
        }
    }

    [Fact]
    public async Task One_of_two_sites_is_stopped_past_its_lease_and_goes_on()
    {
        await using var sites = new MongoSites();
        var (one, two) = (await sites.Start(), await sites.Start());
        var provider = (await one.Client.RegisterProvider("DEMO HRB 1")).Id;
        for (var round = 1; round <= (LongForms.Wanted ? 5 : 1); round++)
        {
            var load = new FaultLoad([one.Client, two.Client], provider, $"stop R{round}");
            load.Start();
            await load.More(Enough);
            var before = await sites.Sequencer();
            var (frozen, inFlight) = (MongoSites.Process(before), load.InFlight);
            Assert.Contains(frozen, new[] { one.Process.Id, two.Process.Id });
            await ServerCommand.Signal("STOP", frozen);
            try
            {
                await Taken(sites, before["fence"].ToInt64());
                await load.More(Enough);
            }
            finally
            {
                await ServerCommand.Signal("CONT", frozen);
            }
            await load.More(Enough);
            await load.Stop();

            await sites.Verify(load, one.Client, two.Client);
            FaultTable.Row(output, "one of two sites stopped past its lease", round, load.Acknowledgements, inFlight,
                "no event lost, twice or out of order; both indexes equal the records");
        }
    }

    [Fact]
    public async Task Fifty_edit_one_listing_at_once()
    {
        await using var sites = new MongoSites();
        var (_, client) = await sites.Start();
        var provider = (await client.RegisterProvider("DEMO HRB 1")).Id;
        var read = await client.Draft("draft", provider, "edited by fifty");
        for (var round = 1; round <= (LongForms.Wanted ? 20 : 1); round++)
        {
            for (var turn = 0; turn < Enough; turn++)
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(editor => Edit(client, read, $"R{round} T{turn} E{editor}")));
                var won = Assert.Single(answers, it => it.Won is not null).Won!;
                Assert.Equal(read.Version + 1, won.Version);
                Assert.All(answers.Where(it => it.Won is null), it => Assert.Contains(": 412 ", it.Told));
                Assert.All(answers.Where(it => it.Won is null), it => Assert.Contains($"\"current\":{won.Version}", it.Told));
                read = won;
            }
            FaultTable.Row(output, "50 editors of one listing", round, Enough, 50, "one wins each of 20 versions, 49 are told which stands");
        }
    }

    private static async Task<(Written? Won, string? Told)> Edit(SiteClient client, Written read, string title)
    {
        try { return (await client.Save(title.Replace(' ', '-'), read, title), null); }
        catch (SiteRefusedException refused) { return (null, refused.Message); }
    }

    /// <summary>Three seconds after the holder went silent, and what a machine under load needs to see it.</summary>
    private static readonly TimeSpan takenWithin = TimeSpan.FromSeconds(15);

    private static async Task Taken(MongoSites sites, long fence)
    {
        for (var watch = Stopwatch.StartNew(); (await sites.Sequencer())["fence"].ToInt64() == fence; await Task.Delay(50))
            Assert.True(watch.Elapsed < takenWithin, "Nobody took the lease.");
    }
}
