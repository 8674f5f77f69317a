using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Adapters.Tests.Contracts;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Adapters.Tests.Elasticsearch;

/// <summary>What becomes of writes that are turned away, refused or broken off.</summary>
public sealed class ElasticsearchWritingTests : IAsyncLifetime
{
    private TestIndex begun = null!;

    public async ValueTask InitializeAsync() => begun = await TestIndex.Begin();

    public ValueTask DisposeAsync() => TestIndex.End(begun);

    private ElasticsearchIndex Index => begun.It;

    [Fact]
    public async Task A_listing_that_is_refused_for_its_content_is_parked_and_holds_up_no_other()
    {
        await Index.Put([Indexed.Listing(2, 1).Titled("旧的标题", null)]);

        await Index.Put([Indexed.Listing(1, 2), Indexed.Listing(2, 2).With("region", new string('x', 40_000)), Indexed.Listing(3, 2)]);

        Assert.Equal("3 1", (await Index.Search(Indexed.All)).Numbers());
        Assert.Equal((2, 1), (await Index.Count(), await Index.CountParked()));
        Assert.Empty(await Index.Find([Indexed.Id(2)]));

        await Index.Put([Indexed.Listing(2, 3)]);
        Assert.Equal((3, 0), (await Index.Count(), await Index.CountParked()));
    }

    [Fact]
    public async Task Writes_go_to_the_index_being_filled_as_well_whoever_fills_it()
    {
        var other = begun.OpenAgain();
        await Index.Put([Indexed.Listing(1, 1), Indexed.Listing(2, 1)]);
        await using var rebuild = await other.Rebuild();
        await rebuild.Put([Indexed.Listing(1, 5)]);

        // Before it is noticed, at the latest a second later, and after.
        await Index.Put([Indexed.Listing(3, 6)]);
        await Task.Delay(1_100);
        await Index.Remove([(Indexed.Id(1), 7)]);
        await rebuild.Complete(5);

        Assert.Equal("3", (await Index.Search(Indexed.All)).Numbers());
        await Index.Put([Indexed.Listing(4, 8)]);
        Assert.Equal("4 3", (await other.Search(Indexed.All)).Numbers());
    }

    [Theory]
    [InlineData("filling")]
    [InlineData("copied")]
    [InlineData("moved")]
    public async Task A_rebuild_that_was_killed_in_any_phase_leaves_a_whole_index_and_is_begun_again(string phase)
    {
        await Index.Put([Indexed.Listing(1, 1), Indexed.Listing(2, 1)]);
        await Index.Flush(1);
        var generations = Index.Generations;
        var killed = await generations.Begin(CancellationToken.None);
        await Index.Fill(killed, [Indexed.Listing(1, 3)], CancellationToken.None);
        if (phase != "filling") await generations.Settle(killed, CancellationToken.None);
        if (phase == "moved") await generations.Swap(await generations.Behind(generations.Alias, CancellationToken.None), killed, CancellationToken.None);

        var next = begun.OpenAgain();
        Assert.Equal(phase == "moved" ? "1" : "2 1", (await next.Search(Indexed.All)).Numbers());
        await next.Put([Indexed.Listing(3, 4)]);
        await using (var rebuild = await next.Rebuild())
        {
            await rebuild.Put([Indexed.Listing(1, 4), Indexed.Listing(2, 4)]);
            await rebuild.Complete(3);
        }

        Assert.Equal("3 2 1", (await next.Search(Indexed.All)).Numbers());
        Assert.Null(await generations.Behind(generations.Building, CancellationToken.None));
        Assert.Equal(2, await begun.CountGenerations());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2L)]
    public async Task A_rebuild_in_which_a_listing_is_missing_or_too_old_does_not_replace_the_index(long? standsAt)
    {
        await Index.Put([Indexed.Listing(1, 1), Indexed.Listing(2, 1)]);
        await using (var rebuild = await Index.Rebuild())
        {
            await rebuild.Put([Indexed.Listing(1, 3), Indexed.Listing(2, 3)]);
            var filling = (await Index.Generations.Behind(Index.Generations.Building, CancellationToken.None))!;
            await begun.Raw(HttpMethod.Delete, $"{filling}/_doc/{Indexed.Id(2).Value}", null);
            if (standsAt is { } position) await begun.Raw(HttpMethod.Put, $"{filling}/_doc/{Indexed.Id(2).Value}", new JsonObject { ["id"] = Indexed.Id(2).Value, ["kind"] = "listing", ["position"] = position });

            var told = await Assert.ThrowsAsync<InvalidDataException>(() => rebuild.Complete(3));
            Assert.Contains($"lacks 1 of the 2 listings put there, such as {Indexed.Id(2)}", told.Message, StringComparison.Ordinal);
        }

        Assert.Equal("2 1", (await Index.Search(Indexed.All)).Numbers());
        Assert.Null(await Index.Generations.Behind(Index.Generations.Building, CancellationToken.None));
        Assert.Equal(1, await begun.CountGenerations());
    }

    [Fact]
    public async Task An_index_that_has_gone_is_begun_anew_and_its_writer_told()
    {
        await Index.Put([Indexed.Listing(1, 1)]);
        await Index.Flush(1);
        await Index.Generations.Delete((await Index.Generations.Behind(Index.Generations.Alias, CancellationToken.None))!, CancellationToken.None);

        await Assert.ThrowsAsync<ElasticsearchException>(() => Index.Put([Indexed.Listing(2, 2)]));
        if (await Index.Position() != 0) Assert.Fail("It does not know that it is empty.");
        await Assert.ThrowsAsync<ElasticsearchException>(() => Index.Put([Indexed.Listing(1, 1)]));
        await Index.Put([Indexed.Listing(1, 1), Indexed.Listing(2, 2)]);
        Assert.Equal("2 1", (await Index.Search(Indexed.All)).Numbers());
    }

    [Fact]
    public async Task An_index_with_a_mapping_of_somebody_elses_is_told_and_replaced_by_a_rebuild()
    {
        var generations = Index.Generations;
        await Index.Put([Indexed.Listing(1, 1)]);
        var foreign = generations.Alias.Replace("listings", "foreign", StringComparison.Ordinal);
        await begun.Raw(HttpMethod.Put, foreign, new JsonObject { ["mappings"] = new JsonObject { ["dynamic"] = false, ["_meta"] = new JsonObject { ["format"] = 0 } } });
        await begun.Raw(HttpMethod.Post, "_aliases", new JsonObject
        {
            ["actions"] = new JsonArray(
                new JsonObject { ["remove"] = new JsonObject { ["index"] = await generations.Behind(generations.Alias, CancellationToken.None), ["alias"] = generations.Alias } },
                new JsonObject { ["add"] = new JsonObject { ["index"] = foreign, ["alias"] = generations.Alias } }),
        });

        var told = await Assert.ThrowsAsync<ElasticsearchException>(async () => await Index.Position());
        Assert.Contains("reindex", told.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ElasticsearchException>(async () => await begun.OpenAgain().Search(Indexed.All));
        await Assert.ThrowsAsync<ElasticsearchException>(() => begun.OpenAgain().Put([Indexed.Listing(1)]));

        await using (var rebuild = await Index.Rebuild())
        {
            await rebuild.Put([Indexed.Listing(1, 4)]);
            await rebuild.Complete(4);
        }
        Assert.Equal("1", (await Index.Search(Indexed.All)).Numbers());
        Assert.Equal(4, await Index.Position());
    }
}

/// <summary>A bulk answered item by item, by a stub.</summary>
public sealed class BulkAnswersTests
{
    [Fact]
    public async Task Items_turned_away_are_tried_again_alone_and_those_that_are_stale_are_not()
    {
        await using var stub = await StubCluster.Start();
        var bulks = 0;
        stub.Answer = (heard, _) => Task.FromResult((200, heard.Path.Contains("_bulk", StringComparison.Ordinal) && ++bulks == 1
            ? """{"errors":true,"items":[{"index":{"status":201}},{"index":{"status":429,"error":{"type":"es_rejected_execution_exception","reason":"full"}}},{"index":{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"newer"}}}]}"""
            : heard.Path.Contains("_alias", StringComparison.Ordinal) ? """{"test-1":{"aliases":{}}}"""
            : heard.Path.Contains("_mapping", StringComparison.Ordinal) ? $$"""{"test-1":{"mappings":{"_meta":{"format":{{IndexGenerations.Format}} } } } }"""
            : """{"errors":false,"items":[],"version":{"number":"8.19.0"}}"""));
        using var index = new ElasticsearchIndex(ElasticsearchOptions.Parse(stub.Address), TimeProvider.System, NullLogger<ElasticsearchIndex>.Instance);

        await index.Fill("test-1", [Indexed.Listing(1), Indexed.Listing(2), Indexed.Listing(3)], CancellationToken.None);

        var bodies = stub.Heard.Where(heard => heard.Path.Contains("_bulk", StringComparison.Ordinal)).Select(heard => heard.Body).ToList();
        Assert.Equal(2, bodies.Count);
        Assert.Contains(Indexed.Id(2).Value, bodies[1], StringComparison.Ordinal);
        Assert.DoesNotContain(Indexed.Id(1).Value, bodies[1], StringComparison.Ordinal);
        Assert.DoesNotContain(Indexed.Id(3).Value, bodies[1], StringComparison.Ordinal);
    }
}
