using System.Collections.Concurrent;
using Marketplace.Api;
using Marketplace.Vocabulary;

namespace Marketplace.Reports.Make;

/// <summary>Counts who reports, and says when it is too often.</summary>
internal sealed class ReportThrottle(MarketClock clock)
{
    private const int MostKept = 50_000;
    private static readonly TimeSpan hour = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Count)> made = new(StringComparer.Ordinal);

    /// <summary>Counts one more of this sender's, unless it is one too many.</summary>
    public bool Lets(string sender)
    {
        var now = clock.Now;
        if (made.Count >= MostKept)
            foreach (var (key, (since, _)) in made) if (now - since > hour) made.TryRemove(key, out _);
        return made.AddOrUpdate(sender, _ => (now, 1), (_, before) => now - before.Since > hour ? (now, 1) : (before.Since, before.Count + 1)).Count <= Limits.ReportsAnHour;
    }

    public static Refusal Refusal() => Vocabulary.Refusal.Because(RefusalKind.Forbidden, TooMany,
        $"一小时内最多可提交 {Limits.ReportsAnHour} 份举报，请稍后再试。", $"At most {Limits.ReportsAnHour} reports can be made in an hour; try again later.");

    public const string TooMany = "too_many_reports";
}
