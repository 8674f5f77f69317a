using Marketplace.Api;
using Marketplace.Vocabulary;

namespace Marketplace.Reports.Make;

/// <summary>Counts who reports, and says when it is too often.</summary>
internal sealed class ReportThrottle(MarketClock clock)
{
    private readonly HourlyCount made = new(Limits.ReportsAnHour);

    /// <summary>Counts one more of this sender's, unless it is one too many.</summary>
    public bool Lets(string sender) => made.Lets(sender, clock.Now);

    public static Refusal Refusal() => Vocabulary.Refusal.Because(RefusalKind.Forbidden, TooMany,
        $"一小时内最多可提交 {Limits.ReportsAnHour} 份举报，请稍后再试。", $"At most {Limits.ReportsAnHour} reports can be made in an hour; try again later.");

    public const string TooMany = "too_many_reports";
}
