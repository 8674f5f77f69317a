using Marketplace.Storage;

namespace Marketplace.Record;

/// <summary>What is looked for; a null is no condition.</summary>
public sealed record RecordFilter(string? Kind = null, string? Subject = null, string? By = null, DateOnly? Day = null);

/// <summary>What storage must answer about the record. It is written as everything is, through <see cref="IStore"/>.</summary>
public interface IRecord
{
    /// <summary>Null while nothing was recorded.</summary>
    Task<Document<RecordHead>?> Head(CancellationToken cancel = default);

    /// <summary>The entries after this index, oldest first; -1 begins at the beginning.</summary>
    Task<IReadOnlyList<RecordEntry>> After(long index, int most, CancellationToken cancel = default);

    /// <summary>Nodes of a level from an index on, in the order of their indices. Of a record that is older than they are, those of its beginning are missing.</summary>
    Task<IReadOnlyList<RecordNode>> Nodes(int level, long from, int most, CancellationToken cancel = default);

    /// <summary>The signed root of the smallest tree that has so many entries at least; null where there is none yet.</summary>
    Task<SignedRoot?> RootOf(long size, CancellationToken cancel = default);

    /// <summary>The signed root of the largest tree; null where none was ever signed.</summary>
    Task<SignedRoot?> LastRoot(CancellationToken cancel = default);

    /// <summary>All keys that ever signed, the newest last.</summary>
    Task<IReadOnlyList<RecordKey>> Keys(CancellationToken cancel = default);

    /// <summary>Entries that fit, newest first, below the index where one is given.</summary>
    Task<IReadOnlyList<RecordEntry>> Page(RecordFilter filter, long? before, int most, CancellationToken cancel = default);
}
