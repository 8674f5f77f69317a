using System.Collections.Concurrent;
using System.Diagnostics;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Rigs;
using Xunit;

namespace Marketplace.Adapters.Tests.Lucene;

/// <summary>
/// Texts are searched by many while documents are put, changed, removed and merged: readers open and close over the same segments
/// all the while, and no search may meet a closed one or see half a change.
/// </summary>
public sealed class LuceneUnderLoadTests : IDisposable
{
    private const int Searchers = 8;
    private const int Standing = 200;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(LongForms.Wanted ? 60 : 4);

    private readonly LuceneIndex lucene = new();

    public void Dispose() => lucene.Dispose();

    [Fact]
    public async Task No_search_meets_a_reader_that_is_closed_while_documents_come_change_and_go()
    {
        await lucene.Open.Put([.. Enumerable.Range(1, Standing).Select(number => Indexed.Listing(number).Titled("土壤检测", "soil testing"))]);
        var failures = new ConcurrentQueue<Exception>();
        using var done = new CancellationTokenSource();
        var searching = Enumerable.Range(0, Searchers).Select(seed => Task.Run(() => SearchUntil(seed, failures, done.Token))).ToList();

        await Change(failures);
        await done.CancelAsync();

        var searches = await Task.WhenAll(searching);
        Assert.Empty(failures);
        Assert.All(searches, count => Assert.True(count > 0));
    }

    private async Task Change(ConcurrentQueue<Exception> failures)
    {
        var clock = Stopwatch.StartNew();
        for (var position = 2; clock.Elapsed < Duration && failures.IsEmpty; position++)
        {
            // A few changes at a time leave deletions in many segments; what comes and goes beside them makes segments merge.
            var changed = Enumerable.Range(0, 5).Select(i => 1 + (position * 5 + i) % Standing);
            await lucene.Open.Put([.. changed.Select(number => Indexed.Listing(number, position).Titled("土壤检测", "soil testing"))]);
            var passing = Enumerable.Range(Standing + 1 + position % 20 * 10, 10).ToList();
            await lucene.Open.Put([.. passing.Select(number => Indexed.Listing(number, position).Titled("校准", "calibration"))]);
            if (position % 3 == 0) await lucene.Open.Remove([.. passing.Select(number => (Indexed.Id(number), (long)position))]);
            if (position % 50 == 0) await lucene.Open.Flush(position);
        }
    }

    private async Task<int> SearchUntil(int seed, ConcurrentQueue<Exception> failures, CancellationToken done)
    {
        var searches = 0;
        try
        {
            for (; searches == 0 || !done.IsCancellationRequested; searches++)
            {
                // Changing words keep the terms being looked up in the dictionary, not only in what is remembered of it.
                var text = (seed + searches) % 4 == 0 ? "soil|" + searches : "土壤";
                Assert.Equal(Standing, (await lucene.Open.Search(Indexed.All.Saying(text), CancellationToken.None)).Total);
            }
        }
        catch (Exception failure)
        {
            failures.Enqueue(failure);
        }
        return searches;
    }
}
