using Marketplace.Adapters.Lucene.Querying;
using Marketplace.Discovery;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters.Lucene;

/// <summary>
/// Search by an embedded Lucene for the text and columns in memory for everything else. Many search at once, one writes;
/// a search works on the snapshot of its moment.
/// </summary>
internal sealed partial class LuceneSearchIndex : ISearchIndex, IDisposable
{
    private const int CloseTogether = 250;

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly IndexFolder folder;
    private readonly ILogger logger;
    private Generation serving;
    private long publishedAt;
    private volatile bool unpublished;

    /// <summary>Opens the index in the folder. One that cannot be read is begun anew at position 0: it is filled from the event log.</summary>
    public LuceneSearchIndex(string path, ILogger<LuceneSearchIndex> logger)
    {
        this.logger = logger;
        folder = new IndexFolder(path);
        serving = Open(folder.Current());
    }

    public Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default) =>
        Write(generation => generation.Put(documents), cancel);

    public Task Remove(IReadOnlyList<(ListingId Id, long Position)> listings, CancellationToken cancel = default) =>
        Write(generation => generation.Remove(listings.Select(listing => (listing.Id.Value, listing.Position))), cancel);

    public ValueTask<IndexAnswer> Search(IndexQuery query, CancellationToken cancel = default) =>
        ValueTask.FromResult(Run(query, run => run.Answer()));

    public ValueTask<IReadOnlyList<SearchDocument>> All(IndexQuery query, int most, CancellationToken cancel = default) =>
        ValueTask.FromResult<IReadOnlyList<SearchDocument>>(Run(query, run => run.All().Take(most).Select(entry => entry.Open()).ToList()));

    public ValueTask<IReadOnlyList<SearchDocument>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default) =>
        ValueTask.FromResult<IReadOnlyList<SearchDocument>>(
            Look(snapshot => ids.Select(id => snapshot.Find(id.Value)).Where(entry => entry is not null).Select(entry => entry!.Open()).ToList()));

    public ValueTask<string?> Nearest(string word, CancellationToken cancel = default) =>
        ValueTask.FromResult(Look(snapshot => NearestWord.Find(snapshot.Reader, word)));

    public ValueTask<long> Count(CancellationToken cancel = default) => ValueTask.FromResult(Look(snapshot => (long)snapshot.Reader.NumDocs));

    public ValueTask<long> Position(CancellationToken cancel = default) => ValueTask.FromResult(Volatile.Read(ref serving).Position);

    public async Task Flush(long position, CancellationToken cancel = default)
    {
        await writing.WaitAsync(cancel);
        try
        {
            serving.Flush(position);
        }
        finally
        {
            writing.Release();
        }
    }

    public Task<IIndexRebuild> Rebuild(CancellationToken cancel = default) => Task.FromResult<IIndexRebuild>(new LuceneRebuild(this, folder.New()));

    public void Dispose()
    {
        serving.Dispose();
        writing.Dispose();
    }

    /// <summary>Puts a filled generation in the place of the one that serves, with what was written to that one since.</summary>
    internal async Task Replace(Generation filled, long position, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            var replaced = serving;
            filled.TakeOver(replaced, position);
            filled.Publish();
            filled.Flush(position);
            folder.PointTo(filled.Path);
            Volatile.Write(ref serving, filled);
            replaced.Delete();
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task Write(Action<Generation> write, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            write(serving);
            unpublished = true;
            // A reader opened after every batch of a long load leaves a small segment each time, and merging these costs more than
            // the load; so while writes follow one another closely it is opened for those who look.
            if (Environment.TickCount64 - publishedAt > CloseTogether) Publish();
        }
        finally
        {
            writing.Release();
        }
    }

    private void PublishWhatIsWritten()
    {
        writing.Wait();
        try
        {
            if (unpublished) Publish();
        }
        finally
        {
            writing.Release();
        }
    }

    private void Publish()
    {
        unpublished = false;
        try
        {
            serving.Publish();
        }
        catch
        {
            unpublished = true;
            throw;
        }
        publishedAt = Environment.TickCount64;
    }

    private T Run<T>(IndexQuery query, Func<SearchRun, T> answer) => Look(snapshot =>
    {
        if (query.Text is null) return answer(new SearchRun(snapshot, query, null));
        var scratch = Scratch.Borrow(snapshot.Slots);
        try
        {
            new TextSearch(snapshot, scratch).Run(query.Text);
            return answer(new SearchRun(snapshot, query, scratch));
        }
        finally
        {
            scratch.Return();
        }
    });

    private T Look<T>(Func<Snapshot, T> look)
    {
        if (unpublished) PublishWhatIsWritten();
        Snapshot? snapshot;
        while ((snapshot = Volatile.Read(ref serving).TryHold()) is null) { }
        try
        {
            return look(snapshot);
        }
        finally
        {
            snapshot.Release();
        }
    }

    private Generation Open(string path)
    {
        try
        {
            return new Generation(path);
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException or IndexOutOfRangeException or System.IO.EndOfStreamException
            || broken is System.IO.FileNotFoundException or global::Lucene.Net.Index.CorruptIndexException)
        {
            BeginsAnew(logger, path, broken);
            var created = folder.New();
            var generation = new Generation(created);
            folder.PointTo(created);
            return generation;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index in {Path} cannot be read and is begun anew.")]
    private static partial void BeginsAnew(ILogger logger, string path, Exception broken);
}
