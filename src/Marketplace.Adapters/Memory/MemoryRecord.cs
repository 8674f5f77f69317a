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

    public Task<IReadOnlyList<RecordNode>> Nodes(int level, long from, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<RecordNode>>([.. store.Current<RecordNode>().Select(it => it.Value).Where(it => it.Level == level && it.Index >= from).OrderBy(it => it.Index).Take(most)]);

    public Task<SignedRoot?> RootOf(long size, CancellationToken cancel = default) => Task.FromResult(store.Current<SignedRoot>().Select(it => it.Value).Where(it => it.Size >= size).MinBy(it => it.Size));

    public Task<SignedRoot?> LastRoot(CancellationToken cancel = default) => Task.FromResult(store.Current<SignedRoot>().Select(it => it.Value).MaxBy(it => it.Size));

    public Task<IReadOnlyList<RecordKey>> Keys(CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<RecordKey>>([.. store.Current<RecordKey>().Select(it => it.Value).OrderBy(it => it.Number)]);

    private IEnumerable<RecordEntry> All() => store.Current<RecordEntry>().Select(it => it.Value);

    private static bool Fits(RecordEntry entry, RecordFilter filter) =>
        (filter.Kind is null || entry.Kind == filter.Kind) && (filter.Subject is null || entry.Subject == filter.Subject)
        && (filter.By is null || entry.By == filter.By) && (filter.Day is null || entry.Day == filter.Day);
}
