using Marketplace.Reports;
using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>Reports in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryReports(MemoryStore store) : IReports
{
    public Task<Document<Report>?> Find(ReportId id, CancellationToken cancel = default) => Task.FromResult(store.Find<Report>(id.Value));

    public Task<IReadOnlyList<Document<Report>>> Queue(ReportFilter filter, string? after, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Report>>>(
        [
            .. store.Current<Report>().Where(it => Fits(it.Value, filter) && string.CompareOrdinal(it.Value.Place, after ?? "") > 0)
                .OrderBy(it => it.Value.Place, StringComparer.Ordinal).Take(most),
        ]);

    private static bool Fits(Report report, ReportFilter filter) =>
        (filter.State is null || report.State == filter.State) && (filter.Reason is null || report.Reason == filter.Reason)
        && (filter.AssignedTo is null || report.AssignedTo == filter.AssignedTo) && (filter.About is null || report.About == filter.About);
}
