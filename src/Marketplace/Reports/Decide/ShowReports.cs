using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Reports.Decide;

/// <summary>A page of the queue.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
internal sealed record ReportQueue(IReadOnlyList<Report> Reports, string? Next);

/// <summary>Shows reports: all of them to operators and auditors, and one to whoever holds its link.</summary>
internal sealed class ShowReports(IReports reports, ReportSeal seal)
{
    public const int PageSize = 50;

    public async Task<Outcome<ReportQueue>> Queue(Actor actor, ReportFilter filter, string? after, CancellationToken cancel = default)
    {
        if (!actor.LooksOver) return Refusal.Forbidden();
        var found = await reports.Queue(filter, after, PageSize + 1, cancel);
        return new ReportQueue([.. found.Take(PageSize).Select(it => it.Value)], found.Count > PageSize ? found[PageSize - 1].Value.Place : null);
    }

    public async Task<Outcome<Document<Report>>> One(Actor actor, ReportId id, CancellationToken cancel = default) =>
        !actor.LooksOver ? Refusal.Forbidden() : await reports.Find(id, cancel) is { } found ? found : Refusal.NotFound();

    public async Task<Outcome<Report>> ByLink(string? link, CancellationToken cancel = default) =>
        seal.Open(link) is { } id && await reports.Find(id, cancel) is { } found ? found.Value : Refusal.NotFound();
}
