using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Searching;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Adapters.Tests.Searching;

/// <summary>A shared engine that fails is stood in for, asked again in the background, and gone back to once it has caught up.</summary>
public sealed class FallbackSearchIndexTests : IDisposable
{
    private readonly Failing shared = new();
    private readonly MemorySearchIndex standIn = new();
    private readonly FakeTimeProvider time = new();
    private readonly FallbackSearchIndex index;

    public FallbackSearchIndexTests() => index = new FallbackSearchIndex(shared, standIn, time, NullLogger<FallbackSearchIndex>.Instance);

    public void Dispose() => index.Dispose();

    [Fact]
    public async Task While_the_shared_engine_answers_it_alone_is_asked()
    {
        await shared.It.Put([Indexed.Listing(1)]);

        Assert.Equal("1", (await index.Search(Indexed.All)).Numbers());
        Assert.False(index.IsStandIn);
    }

    [Fact]
    public async Task A_failure_is_answered_by_the_stand_in_and_the_engine_is_left_alone_until_it_is_well()
    {
        await standIn.Put([Indexed.Listing(2)]);
        shared.Fails = true;

        Assert.Equal("2", (await index.Search(Indexed.All)).Numbers());
        Assert.Equal(2, Indexed.Number(Assert.Single(await index.All(Indexed.All, 10))));
        Assert.Single(await index.Find([Indexed.Id(2)]));

        Assert.True(index.IsStandIn);
        Assert.Equal("It is away.", index.Because);
        Assert.Equal(1, shared.Asked);
    }

    [Fact]
    public async Task An_engine_that_answers_again_is_gone_back_to_when_it_has_come_as_far_as_the_stand_in()
    {
        await standIn.Flush(20);
        await shared.It.Flush(10);
        shared.Fails = true;
        await index.Search(Indexed.All);
        shared.Fails = false;

        for (var probes = 0; probes < 5; probes++) await AskAgain();
        Assert.True(index.IsStandIn);

        await shared.It.Flush(20);
        await AskAgain();
        Assert.False(index.IsStandIn);
        Assert.Null(index.Because);
    }

    [Fact]
    public async Task Whoever_writes_is_told_of_a_failure()
    {
        shared.Fails = true;

        await Assert.ThrowsAsync<IOException>(() => index.Put([Indexed.Listing(1)]));
        Assert.Equal(0, await standIn.Count());
    }

    [Fact]
    public async Task A_reader_who_goes_away_opens_nothing()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        shared.Fails = true;

        await Assert.ThrowsAsync<IOException>(async () => await index.Search(Indexed.All, gone.Token));
        Assert.False(index.IsStandIn);
    }

    /// <summary>Lets the pause before the next probe pass, and the probe run.</summary>
    private async Task AskAgain()
    {
        for (var i = 0; i < 20 && index.IsStandIn; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }
    }

    private sealed class Failing : ISearchIndex
    {
        public MemorySearchIndex It { get; } = new();

        public bool Fails { get; set; }

        public int Asked { get; private set; }

        public Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default) => Or(() => It.Put(documents, cancel));
        public Task Remove(IReadOnlyList<(ListingId Id, long Position)> listings, CancellationToken cancel = default) => Or(() => It.Remove(listings, cancel));
        public ValueTask<IndexAnswer> Search(IndexQuery query, CancellationToken cancel = default) => Or(() => It.Search(query, cancel));
        public ValueTask<IReadOnlyList<SearchDocument>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default) => Or(() => It.Find(ids, cancel));
        public ValueTask<IReadOnlyList<SearchDocument>> All(IndexQuery query, int most, CancellationToken cancel = default) => Or(() => It.All(query, most, cancel));
        public ValueTask<string?> Nearest(string word, CancellationToken cancel = default) => Or(() => It.Nearest(word, cancel));
        public ValueTask<long> Count(CancellationToken cancel = default) => Or(() => It.Count(cancel));
        public ValueTask<long> Position(CancellationToken cancel = default) => Or(() => It.Position(cancel));
        public Task Flush(long position, CancellationToken cancel = default) => Or(() => It.Flush(position, cancel));
        public Task<IIndexRebuild> Rebuild(CancellationToken cancel = default) => Or(() => It.Rebuild(cancel));

        private T Or<T>(Func<T> answer)
        {
            Asked++;
            return Fails ? throw new IOException("It is away.") : answer();
        }
    }
}
