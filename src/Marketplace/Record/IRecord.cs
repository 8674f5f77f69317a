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

    /// <summary>Entries that fit, newest first, below the index where one is given.</summary>
    Task<IReadOnlyList<RecordEntry>> Page(RecordFilter filter, long? before, int most, CancellationToken cancel = default);
}
