namespace Marketplace.Files;

/// <summary>
/// Keeps the bytes of files by owner and content. What comes in lies in quarantine first, out of everybody's reach, and is released under its
/// hash once it was found good; a quarantine that a crash left behind is thrown away by whoever opens the place next, or after a day.
/// </summary>
public interface IFiles
{
    /// <summary>Reads the stream to its end with memory that does not grow. Whatever the stream throws leaves nothing behind.</summary>
    Task<IQuarantinedFile> Quarantine(FileOwner owner, Stream content, CancellationToken cancel = default);

    /// <summary>The bytes of a released file of this owner; null where it has none of this hash, whoever else may.</summary>
    Task<Stream?> Open(FileOwner owner, string hash, CancellationToken cancel = default);

    /// <summary>Forgets a file; one that is not there is as good as forgotten.</summary>
    Task Remove(FileOwner owner, string hash, CancellationToken cancel = default);

    /// <summary>Every released file, in no promised order; for carrying all of them elsewhere.</summary>
    IAsyncEnumerable<KeptFile> All(CancellationToken cancel = default);
}

/// <summary>Where a released file is.</summary>
public readonly record struct KeptFile(FileOwner Owner, string Hash);

/// <summary>A file that came in and was not found good yet. Disposed without being released, it is gone.</summary>
public interface IQuarantinedFile : IAsyncDisposable
{
    Task<Stream> Open(CancellationToken cancel = default);

    /// <summary>Makes it the owner's file of this hash, and durable; one that is there already stays, for it is the same.</summary>
    Task Release(string hash, CancellationToken cancel = default);
}
