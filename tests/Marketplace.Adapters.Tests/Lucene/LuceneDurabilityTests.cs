using System.Text.Json;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Marketplace.Rigs.Searching;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Lucene;

/// <summary>What the index on disk promises beyond the contract: it outlives the process up to its position, and a broken one is begun anew.</summary>
public sealed class LuceneDurabilityTests : IDisposable
{
    private readonly LuceneIndex lucene = new();

    public void Dispose() => lucene.Dispose();

    [Fact]
    public async Task After_a_restart_documents_are_there_whole_up_to_the_position()
    {
        var documents = new SyntheticListings(3, Indexed.Today).Take(300).ToList();
        await lucene.Open.Put(documents);
        await lucene.Open.Remove([(documents[7].Id, 1_000)]);
        await lucene.Open.Put([documents[8] with { Position = 1_001, Title = new Bilingual("改过的标题", null) }]);
        await lucene.Open.Flush(1_001);
        var before = await Answers();
        await lucene.Open.Put([Indexed.Listing(1, 1_002)]);

        lucene.Close();

        Assert.Equal(1_001, await lucene.Open.Position());
        Assert.Equal(before, await Answers());
        var found = Assert.Single(await lucene.Open.Find([documents[20].Id]));
        Assert.Equal(JsonSerializer.Serialize(documents[20], MarketJson.Options), JsonSerializer.Serialize(found, MarketJson.Options));
        await lucene.Open.Put([Indexed.Listing(1, 1_002)]);
        Assert.Equal(300, await lucene.Open.Count());
    }

    [Fact]
    public async Task A_completed_rebuild_is_what_is_opened_next_and_the_only_generation_left()
    {
        await lucene.Open.Put([Indexed.Listing(1)]);
        await using (var rebuild = await lucene.Open.Rebuild())
        {
            await rebuild.Put([Indexed.Listing(2)]);
            await rebuild.Complete(7);
        }
        Assert.Single(Directory.GetDirectories(lucene.Folder));

        lucene.Close();

        Assert.Equal((1L, 7L), (await lucene.Open.Count(), await lucene.Open.Position()));
        Assert.Single(await lucene.Open.Find([Indexed.Id(2)]));
    }

    [Fact]
    public async Task What_is_left_of_a_rebuild_that_never_completed_is_cleared_away()
    {
        await lucene.Open.Put([Indexed.Listing(1)]);
        await lucene.Open.Flush(1);
        lucene.Close();
        Directory.CreateDirectory(Path.Combine(lucene.Folder, "generation-left-behind"));

        Assert.Equal(1, await lucene.Open.Count());
        Assert.Single(Directory.GetDirectories(lucene.Folder));
    }

    [Fact]
    public async Task An_index_that_cannot_be_read_is_begun_anew_from_the_start_of_the_log()
    {
        await lucene.Open.Put([Indexed.Listing(1)]);
        await lucene.Open.Flush(1);
        lucene.Close();
        foreach (var file in Directory.EnumerateFiles(lucene.Folder, "segments_*", SearchOption.AllDirectories)) await File.WriteAllTextAsync(file, "no index");

        Assert.Equal((0L, 0L), (await lucene.Open.Count(), await lucene.Open.Position()));
        await lucene.Open.Put([Indexed.Listing(1)]);
        Assert.Equal(1, await lucene.Open.Count());
    }

    private async Task<string> Answers()
    {
        var answer = await lucene.Open.Search(RandomQueries.Plain(Indexed.Today).Saying("检测|testing") with { Size = 50 });
        return JsonSerializer.Serialize(new { answer.Total, Hits = answer.Hits.Select(hit => hit.Document), answer.Facets }, MarketJson.Options);
    }
}
