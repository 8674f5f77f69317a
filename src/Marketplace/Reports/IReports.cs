using Marketplace.Storage;

namespace Marketplace.Reports;

/// <summary>Which reports are looked for; null is any.</summary>
/// <param name="About">A listing's or certificate's id.</param>
public sealed record ReportFilter(ReportState? State = null, ReportReason? Reason = null, string? AssignedTo = null, string? About = null);

/// <summary>What storage must answer about reports.</summary>
public interface IReports
{
    Task<Document<Report>?> Find(ReportId id, CancellationToken cancel = default);

    /// <summary>In the order of <see cref="Report.Place"/>, after the given place.</summary>
    Task<IReadOnlyList<Document<Report>>> Queue(ReportFilter filter, string? after, int most, CancellationToken cancel = default);
}
