using System.Globalization;
using System.Threading.RateLimiting;
using Marketplace.Api;
using Marketplace.Vocabulary;

namespace Marketplace.Web.Hosting;

/// <summary>
/// A bucket for each rate and whomever it counts, which fills again evenly; those that are full again are forgotten. Setting <see cref="Setting"/> turns
/// all of them off, for measuring.
/// </summary>
internal sealed class RateBuckets(IConfiguration configuration) : IDisposable
{
    public const string Setting = "Limits:Rates";

    private readonly bool isOn = IsOn(configuration[Setting]);
    private readonly Dictionary<Rate, int> figures = Limits.Rates.ToDictionary(rate => rate, rate => FigureOf(rate, configuration[rate.Setting]));

    private readonly PartitionedRateLimiter<(int Figure, Rate Rate, string Who)> buckets = PartitionedRateLimiter.Create<(int Figure, Rate Rate, string Who), (Rate, string)>(asked =>
        RateLimitPartition.GetTokenBucketLimiter((asked.Rate, asked.Who), _ => Bucket(asked.Figure)));

    /// <summary>Takes one request out of a bucket.</summary>
    /// <returns>How long to wait where it is empty; null where the request may go on.</returns>
    public TimeSpan? Take(RateOf of, RateBy by, string who, string network)
    {
        if (!isOn) return null;
        var own = Limits.Rates.FirstOrDefault(it => it.Of == of && it.By == by);
        var rate = own ?? Limits.Rates.First(it => it.Of == of && it.By == RateBy.Network);
        if (figures[rate] == 0) return null;
        using var lease = buckets.AttemptAcquire((figures[rate], rate, own is null ? network : who));
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    public void Dispose() => buckets.Dispose();

    private static TokenBucketRateLimiterOptions Bucket(int aMinute) => new()
    {
        TokenLimit = aMinute, QueueLimit = 0, AutoReplenishment = true,
        TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromMinutes(1) / aMinute,
    };

    private static bool IsOn(string? setting) => setting switch
    {
        null or "" or "on" => true,
        "off" => false,
        _ => throw new SettingException($"{Setting} is \"{setting}\"; it is on or off."),
    };

    private static int FigureOf(Rate rate, string? setting) => string.IsNullOrEmpty(setting) ? rate.AMinute
        : int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var figure) ? figure
        : throw new SettingException($"{rate.Setting} is \"{setting}\"; it must be a number of requests a minute, or 0 for no limit.");
}
