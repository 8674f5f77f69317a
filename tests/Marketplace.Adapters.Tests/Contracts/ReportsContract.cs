using Marketplace.Reports;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class ReportsContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_kept_is_found_whole()
    {
        var kept = await Keep(0);

        var found = await records.Reports.Find(kept.Id);
        Assert.Equal((1L, kept), (found!.Version, found.Value));
        Assert.Null(await records.Reports.Find(ReportId.New(Given.Noon)));
    }

    [Fact]
    public async Task The_queue_has_open_ones_first_and_the_oldest_of_them_and_goes_on_after_any_place()
    {
        var (first, second, third, fourth) = (await Keep(0), await Keep(1), await Keep(2), await Keep(3));
        await Save(first with { State = ReportState.Dismissed, Decision = new ReportDecision("no", "op", Given.Noon) }, 1);

        Assert.Equal([second.Id, third.Id, fourth.Id, first.Id], await Ids(new ReportFilter()));
        Assert.Equal([second.Id, third.Id], await Ids(new ReportFilter(), most: 2));
        Assert.Equal([fourth.Id, first.Id], await Ids(new ReportFilter(), third.Place));
        Assert.Equal([first.Id], await Ids(new ReportFilter(), fourth.Place));
    }

    [Fact]
    public async Task Filters_hold_together()
    {
        var (mine, other, upheld) = (await Keep(0), await Keep(1), await Keep(2));
        await Save(mine with { AssignedTo = "ann" }, 1);
        await Save(upheld with { AssignedTo = "ann", State = ReportState.Upheld, Reason = ReportReason.NoLongerValid }, 1);

        Assert.Equal([mine.Id, other.Id], await Ids(new ReportFilter(ReportState.Open)));
        Assert.Equal([mine.Id, upheld.Id], await Ids(new ReportFilter(AssignedTo: "ann")));
        Assert.Equal([upheld.Id], await Ids(new ReportFilter(ReportState.Upheld, ReportReason.NoLongerValid, "ann", upheld.About)));
        Assert.Equal([other.Id], await Ids(new ReportFilter(About: other.About)));
        Assert.Empty(await Ids(new ReportFilter(ReportState.Dismissed)));
        Assert.Empty(await Ids(new ReportFilter(AssignedTo: "{\"$ne\":null}")));
    }

    private async Task<IReadOnlyList<ReportId>> Ids(ReportFilter filter, string? after = null, int most = 100) =>
        [.. (await records.Reports.Queue(filter, after, most)).Select(it => it.Value.Id)];

    private async Task<Report> Keep(int minute)
    {
        var at = Given.Noon.AddMinutes(minute);
        var report = new Report
        {
            Id = ReportId.New(at), About = ListingId.New(at).Value, Provider = ProviderId.New(at), Title = new Bilingual("环境试验", "Climatic tests"), Reason = ReportReason.ScopeNotCovered,
            Text = "第 3 行不在范围内\nLine 3 is not in the scope", Email = "ann@example.com", Language = Language.En, At = at,
        };
        await Save(report, 0);
        return report;
    }

    private async Task Save(Report report, long readAt)
    {
        var outcome = await records.Store.Commit(new Changes([StoredAs<Report>.Write(report.Id.Value, report, readAt)], [new ClaimReported(report.Id, report.About, report.Provider, report.Reason)], Given.Noon));
        Assert.True(outcome.Succeeded);
    }
}
