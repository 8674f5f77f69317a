namespace Marketplace.Storage.Moving;

/// <summary>
/// A store as a whole, for carrying all it holds into another one. Not a way to write: what comes in has its versions and positions
/// already, and goes only into a store that is empty and that no site serves from.
/// </summary>
public interface IArchive
{
    /// <summary>Which store it is: "SQLite, data/market.db".</summary>
    string Place { get; }

    /// <summary>All there is, as of now.</summary>
    Task<IArchiveSnapshot> Snapshot(CancellationToken cancel = default);

    /// <summary>Whether nothing was ever committed here.</summary>
    Task<bool> IsEmpty(CancellationToken cancel = default);

    /// <summary>How far the last import into this store came; null where there was none.</summary>
    Task<ImportMark?> Mark(CancellationToken cancel = default);

    /// <summary>
    /// Writes records and how far the import has come with them. Where that is cut off in the middle, writing the same again completes it.
    /// Refused with a <see cref="Vocabulary.SettingException"/> where a site serves from the store.
    /// </summary>
    Task Write(IReadOnlyList<ArchiveRecord> records, ImportMark mark, CancellationToken cancel = default);
}

/// <summary>One state of a store, read part by part.</summary>
public interface IArchiveSnapshot : IAsyncDisposable
{
    /// <summary>The records of a part, in an order that is the same in every engine.</summary>
    IAsyncEnumerable<ArchiveRecord> Read(ArchivePart part, CancellationToken cancel = default);

    /// <summary>False where somebody has written since the first read, so that what was read is not of one state.</summary>
    Task<bool> IsStill(CancellationToken cancel = default);
}

/// <summary>How far an import has come.</summary>
/// <param name="Export">Which export is carried in.</param>
/// <param name="Part">The part being written.</param>
/// <param name="Records">So many of its records stand.</param>
/// <param name="Finished">Everything stands and was compared.</param>
public sealed record ImportMark(string Export, string Part, long Records, bool Finished = false);
