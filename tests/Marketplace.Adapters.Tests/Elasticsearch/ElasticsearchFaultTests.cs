using System.Diagnostics;
using System.Net.Http.Json;
using Marketplace.Adapters.Elasticsearch;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Searching;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Marketplace.Rigs;
using Marketplace.Rigs.Searching;
using Marketplace.Rigs.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Adapters.Tests.Elasticsearch;

/// <summary>Elasticsearch crashes while it is written to, is slow, or turns everybody away.</summary>
public sealed class ElasticsearchFaultTests
{
    private const int Documents = 3_000;
    private const int Batch = 100;

    [Fact]
    public async Task Killed_in_the_middle_of_a_bulk_nothing_is_missing_and_nothing_stale_after_it_returns()
    {
        if (OwnServers.Script is null) Assert.Skip(OwnServers.WhySkipped);
        await using var servers = await OwnServers.Start(TestServer.Elasticsearch.Name);
        var rounds = LongForms.Wanted ? 10 : 2;
        using var index = Open(servers.Address(TestServer.Elasticsearch), 20);
        for (var round = 1; round <= rounds; round++)
        {
            var log = new SyntheticListings(round, Indexed.Today).Take(Documents)
                .Select((document, i) => document with { Id = Indexed.Id(1 + i), Position = round * Documents + i }).ToList();
            var (acknowledged, inFlight) = (0, false);
            var killAt = Documents / Batch / 2 + round;
            for (var at = 0; at < log.Count;)
            {
                try
                {
                    var put = index.Put(log.GetRange(at, Batch));
                    if (at / Batch == killAt && !inFlight)
                    {
                        await Task.Delay(5);
                        inFlight = !put.IsCompleted;
                        await servers.Kill(TestServer.Elasticsearch);
                        await servers.StartAgain(TestServer.Elasticsearch);
                    }
                    await put;
                    at += Batch;
                    acknowledged += Batch;
                    if (at % (3 * Batch) == 0) await index.Flush(log[at - 1].Position);
                }
                catch (ElasticsearchException)
                {
                    // As a consumer of the log does: it asks how far the index is, and goes on from there.
                    at = (int)Math.Max(0, await Patiently(() => index.Position().AsTask()) - log[0].Position + 1);
                }
            }

            var found = (await index.Find([.. log.Select(document => document.Id)])).ToDictionary(document => document.Id, document => document.Position);
            var (missing, stale) = (log.Count(document => !found.ContainsKey(document.Id)), log.Count(document => found.GetValueOrDefault(document.Id, long.MaxValue) < document.Position));
            Console.WriteLine($"SIGKILL of Elasticsearch in a bulk, round {round}: {acknowledged} acknowledged, a write in flight: {inFlight}, {missing} missing, {stale} stale");
            Assert.Equal((0, 0), (missing, stale));
        }
    }

    [Fact]
    public async Task Slow_by_half_a_minute_the_stand_in_answers_until_it_is_quick_again()
    {
        if (OwnServers.Script is null) Assert.Skip(OwnServers.WhySkipped);
        await using var servers = await OwnServers.Start(TestServer.Elasticsearch.Name, TestServer.Toxiproxy.Name);
        using var toxiproxy = new HttpClient { BaseAddress = new Uri(servers.Address(TestServer.Toxiproxy)) };
        var proxy = await (await toxiproxy.PostAsJsonAsync("proxies", new { name = "es", listen = "127.0.0.1:0", upstream = new Uri(servers.Address(TestServer.Elasticsearch)).Authority })).Content.ReadFromJsonAsync<Dictionary<string, object>>();
        using var shared = Open("http://" + proxy!["listen"], 2);
        var standIn = new MemorySearchIndex();
        using var index = new FallbackSearchIndex(shared, standIn, TimeProvider.System, NullLogger<FallbackSearchIndex>.Instance);
        foreach (var one in new ISearchIndex[] { shared, standIn }) await one.Put([Indexed.Listing(1)]);
        Assert.Equal(("1", false), ((await index.Search(Indexed.All)).Numbers(), index.IsStandIn));

        await toxiproxy.PostAsJsonAsync("proxies/es/toxics", new { name = "slow", type = "latency", attributes = new { latency = 30_000 } });
        var clock = Stopwatch.StartNew();
        Assert.Equal(("1", true), ((await index.Search(Indexed.All)).Numbers(), index.IsStandIn));
        var first = clock.Elapsed;
        clock.Restart();
        Assert.Equal("1", (await index.Search(Indexed.All)).Numbers());
        Console.WriteLine($"Elasticsearch slow by 30 s: the first search took {first.TotalSeconds:0.0} s, the next {clock.Elapsed.TotalMilliseconds:0} ms");
        Assert.InRange(first.TotalSeconds, 0, 5);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);

        await toxiproxy.DeleteAsync("proxies/es/toxics/slow");
        await Until(() => !index.IsStandIn);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task One_that_turns_everybody_away_is_stood_in_for(int status)
    {
        await using var stub = await StubCluster.Start();
        stub.Answer = (_, _) => Task.FromResult((status, """{"error":{"type":"search_phase_execution_exception","reason":"all shards failed"}}"""));
        using var shared = Open(stub.Address, 2);
        var standIn = new MemorySearchIndex();
        await standIn.Put([Indexed.Listing(1)]);
        using var index = new FallbackSearchIndex(shared, standIn, TimeProvider.System, NullLogger<FallbackSearchIndex>.Instance);

        Assert.Equal("1", (await index.Search(Indexed.All)).Numbers());
        Assert.True(index.IsStandIn);
        Assert.Contains("all shards failed", index.Because, StringComparison.Ordinal);
    }

    private static ElasticsearchIndex Open(string address, int seconds) =>
        new(ElasticsearchOptions.Parse($"{address};Index=fault;Replicas=0;Refresh=30ms;SearchSeconds={seconds}"), TimeProvider.System, NullLogger<ElasticsearchIndex>.Instance);

    private static async Task<T> Patiently<T>(Func<Task<T>> ask)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (ElasticsearchException) when (clock.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(200);
            }
        }
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var clock = Stopwatch.StartNew(); !holds() && clock.Elapsed < TimeSpan.FromSeconds(60);) await Task.Delay(100);
        Assert.True(holds());
    }
}
