using Marketplace.Adapters.Lucene.Querying;
using Marketplace.Discovery;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;
using TextFiles = Lucene.Net.Store.Directory;

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
    private readonly Func<string, TextFiles>? openFiles;
    private Generation serving;
    private Exception? untold;
    private volatile bool disposed;
    private long writtenAt;
    private volatile bool unpublished;

    /// <summary>Opens the index in the folder. One that cannot be read is begun anew at position 0: it is filled from the event log.</summary>
    /// <param name="openFiles">How folders of text are opened, where it is not as usual.</param>
    public LuceneSearchIndex(string path, ILogger<LuceneSearchIndex> logger, Func<string, TextFiles>? openFiles = null)
    {
        this.logger = logger;
        this.openFiles = openFiles;
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
        ValueTask.FromResult(Look(snapshot => snapshot.Nearest.Find(word)));

    public ValueTask<long> Count(CancellationToken cancel = default) => ValueTask.FromResult(Look(snapshot => (long)snapshot.Reader.NumDocs));

    public ValueTask<long> Position(CancellationToken cancel = default) => ValueTask.FromResult(Volatile.Read(ref serving).Position);

    public async Task Flush(long position, CancellationToken cancel = default)
    {
        await writing.WaitAsync(cancel);
        try
        {
            Change(generation => generation.Flush(position));
        }
        finally
        {
            writing.Release();
        }
    }

    public Task<IIndexRebuild> Rebuild(CancellationToken cancel = default) => Task.FromResult<IIndexRebuild>(new LuceneRebuild(this, new Generation(folder.New(), openFiles)));

    public void Dispose()
    {
        disposed = true;
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
            // A reader opened after every batch of a long load leaves a small segment each time, and merging these costs more than
            // the load; so while writes follow one another closely it is opened for those who look. What the write itself takes is no pause.
            var followsClosely = Environment.TickCount64 - writtenAt <= CloseTogether;
            Change(generation =>
            {
                write(generation);
                unpublished = true;
                if (!followsClosely) Publish(generation);
            });
            writtenAt = Environment.TickCount64;
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
            if (unpublished && untold is null) Change(Publish);
        }
        catch (Exception failure)
        {
            // Whoever searches is served from before; whoever writes next must know.
            untold = failure;
        }
        finally
        {
            writing.Release();
        }
    }

    private void Publish(Generation generation)
    {
        generation.Publish();
        unpublished = false;
    }

    /// <summary>
    /// A change that fails half-way, as on a full disk, may cost the text index all it had buffered, while the columns hold it. So both go
    /// back to what is durable, and whoever writes is told, and begins again from <see cref="Position"/>.
    /// </summary>
    private void Change(Action<Generation> change)
    {
        if (Interlocked.Exchange(ref untold, null) is { } before)
            throw new IOException($"The search index fell back to position {serving.Position}.", before);
        if (!serving.TakesWrites) OpenAgain();
        try
        {
            change(serving);
        }
        catch (Exception failure)
        {
            FallsBack(logger, serving.Position, failure);
            unpublished = false;
            TryToOpenAgain();
            throw;
        }
    }

    /// <summary>Where even that fails, the last snapshot serves on, and the next write tries again.</summary>
    private void TryToOpenAgain()
    {
        try
        {
            serving.EndWriting();
            OpenAgain();
        }
        catch (Exception failure)
        {
            StaysClosed(logger, serving.Path, failure);
        }
    }

    private void OpenAgain()
    {
        var fallen = serving;
        Volatile.Write(ref serving, Open(fallen.Path));
        fallen.Dispose();
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
        while ((snapshot = Volatile.Read(ref serving).TryHold()) is null) ObjectDisposedException.ThrowIf(disposed, this);
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
            return new Generation(path, openFiles);
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException or IndexOutOfRangeException or System.IO.EndOfStreamException
            || broken is System.IO.FileNotFoundException or global::Lucene.Net.Index.CorruptIndexException)
        {
            BeginsAnew(logger, path, broken);
            var created = folder.New();
            var generation = new Generation(created, openFiles);
            folder.PointTo(created);
            return generation;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index in {Path} cannot be read and is begun anew.")]
    private static partial void BeginsAnew(ILogger logger, string path, Exception broken);

    [LoggerMessage(Level = LogLevel.Error, Message = "Writing to the search index failed; it falls back to position {Position}.")]
    private static partial void FallsBack(ILogger logger, long position, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The search index in {Path} cannot be opened for writing; what was searchable stays so.")]
    private static partial void StaysClosed(ILogger logger, string path, Exception failure);
}
