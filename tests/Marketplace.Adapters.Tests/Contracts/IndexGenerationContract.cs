using Marketplace.Discovery;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

/// <summary>How an index changes: newest wins, and a rebuilt generation takes over without losing what came meanwhile.</summary>
public abstract class IndexGenerationContract
{
    private protected abstract ISearchIndex Index { get; }

    [Fact]
    public async Task An_older_write_never_wins()
    {
        await Index.Put([Indexed.Listing(1, position: 5).With("class", "new")]);
        await Index.Put([Indexed.Listing(1, position: 4).With("class", "old")]);
        Assert.Equal("1", await Numbers(Indexed.All.Where("class", "new")));

        await Index.Remove([(Indexed.Id(1), 4)]);
        Assert.Equal(1, await Index.Count());

        await Index.Remove([(Indexed.Id(1), 8)]);
        await Index.Put([Indexed.Listing(1, position: 7)]);
        Assert.Equal(0, await Index.Count());

        await Index.Put([Indexed.Listing(1, position: 9)]);
        Assert.Equal("1", await Numbers(Indexed.All));
    }

    [Fact]
    public async Task A_changed_listing_is_found_by_what_it_says_now_only()
    {
        await Index.Put([Indexed.Listing(1).Titled("振动", null).With("class", "TC")]);
        await Index.Put([Indexed.Listing(1, position: 2).Titled("校准", null).With("class", "IC"), Indexed.Listing(2).Titled("振动", null)]);

        Assert.Equal("2", await Numbers(Indexed.All.Saying("振动")));
        Assert.Equal("1", await Numbers(Indexed.All.Saying("校准")));
        Assert.Equal("", await Numbers(Indexed.All.Where("class", "TC")));
    }

    [Fact]
    public async Task The_last_of_several_versions_in_one_batch_stands()
    {
        await Index.Put([Indexed.Listing(1, 1).Titled("振动", null), Indexed.Listing(1, 2).Titled("校准", null)]);

        Assert.Equal(("", "1"), (await Numbers(Indexed.All.Saying("振动")), await Numbers(Indexed.All.Saying("校准"))));
        Assert.Equal(1, await Index.Count());
    }

    [Fact]
    public async Task Documents_are_found_by_id_and_all_that_match_in_order_of_id()
    {
        await Index.Put([Indexed.Listing(3), Indexed.Listing(1).With("class", "TC"), Indexed.Listing(2).With("class", "TC")]);

        Assert.Equal([3, 1], (await Index.Find([Indexed.Id(3), Indexed.Id(9), Indexed.Id(1)])).Select(Indexed.Number));
        Assert.Equal([1, 2], (await Index.All(Indexed.All.Where("class", "TC"), 10)).Select(Indexed.Number));
        Assert.Equal([1, 2], (await Index.All(Indexed.All, 2)).Select(Indexed.Number));
    }

    [Fact]
    public async Task A_flush_records_the_position()
    {
        Assert.Equal(0, await Index.Position());
        await Index.Flush(42);
        Assert.Equal(42, await Index.Position());
    }

    [Fact]
    public async Task A_rebuilt_generation_serves_when_complete_with_what_was_written_since()
    {
        await Index.Put([.. Enumerable.Range(1, 4).Select(number => Indexed.Listing(number, 10).With("class", "old"))]);
        await using var rebuild = await Index.Rebuild();
        await rebuild.Put([.. new[] { 1, 3, 4, 5 }.Select(number => Indexed.Listing(number, 20).With("class", "rebuilt"))]);
        await Index.Put([Indexed.Listing(3, 25).With("class", "later"), Indexed.Listing(6, 26).With("class", "later")]);
        await Index.Remove([(Indexed.Id(4), 27)]);
        Assert.Equal("6 3 2 1", await Numbers(Indexed.All));
        Assert.Equal("", await Numbers(Indexed.All.Where("class", "rebuilt")));

        await rebuild.Complete(20);

        Assert.Equal("5 1", await Numbers(Indexed.All.Where("class", "rebuilt")));
        Assert.Equal("6 3", await Numbers(Indexed.All.Where("class", "later")));
        Assert.Equal(4, await Index.Count());
        Assert.Equal(20, await Index.Position());
        await Index.Put([Indexed.Listing(4, 26)]);
        Assert.Equal(4, await Index.Count());
    }

    [Fact]
    public async Task An_abandoned_rebuild_changes_nothing()
    {
        await Index.Put([Indexed.Listing(1)]);
        await using (var rebuild = await Index.Rebuild()) await rebuild.Put([Indexed.Listing(2)]);

        Assert.Equal("1", await Numbers(Indexed.All));
    }

    [Fact]
    public async Task Searches_go_on_while_documents_change_and_generations_are_replaced()
    {
        await Index.Put([.. Enumerable.Range(1, 50).Select(number => Indexed.Listing(number).Titled("振动", null))]);
        using var done = new CancellationTokenSource();
        var searching = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var searches = 0;
            for (; searches == 0 || !done.IsCancellationRequested; searches++) Assert.Equal(50, (await Index.Search(Indexed.All.Saying("振动"))).Total);
            return searches;
        })).ToList();

        for (var round = 2; round < 12; round++)
        {
            await Index.Put([.. Enumerable.Range(1, 50).Select(number => Indexed.Listing(number, round).Titled("振动", null))]);
            await using var rebuild = await Index.Rebuild();
            await rebuild.Put([.. Enumerable.Range(1, 50).Select(number => Indexed.Listing(number, round).Titled("振动", null))]);
            await rebuild.Complete(round);
        }
        await done.CancelAsync();

        Assert.All(await Task.WhenAll(searching), searches => Assert.True(searches > 0));
    }

    private async Task<string> Numbers(IndexQuery query) => (await Index.Search(query)).Numbers();
}
