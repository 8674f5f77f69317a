using Marketplace.Record;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>The record in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryRecord(MemoryStore store) : IRecord
{
    public Task<Document<RecordHead>?> Head(CancellationToken cancel = default) => Task.FromResult(store.Find<RecordHead>(RecordHead.Id));

    public Task<IReadOnlyList<RecordEntry>> After(long index, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<RecordEntry>>([.. All().Where(it => it.Index > index).Take(most)]);

    public Task<IReadOnlyList<RecordEntry>> Page(RecordFilter filter, long? before, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<RecordEntry>>([.. All().Reverse().Where(it => it.Index < (before ?? long.MaxValue) && Fits(it, filter)).Take(most)]);

    private IEnumerable<RecordEntry> All() => store.Current<RecordEntry>().Select(it => it.Value);

    private static bool Fits(RecordEntry entry, RecordFilter filter) =>
        (filter.Kind is null || entry.Kind == filter.Kind) && (filter.Subject is null || entry.Subject == filter.Subject)
        && (filter.By is null || entry.By == filter.By) && (filter.Day is null || entry.Day == filter.Day);
}
