using System.Globalization;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Orders;

/// <summary>The time-outs and limits of the table.</summary>
public sealed record MilestoneRules
{
    public static readonly TimeSpan PageOpen = TimeSpan.FromHours(24);
    /// <summary>How long a bank transfer is awaited, and how long the provider has to say whether it arrived.</summary>
    public static readonly TimeSpan TransferOpen = TimeSpan.FromDays(14);
    /// <summary>In which the provider sends back what it was paid directly.</summary>
    public static readonly TimeSpan RefundWithin = TimeSpan.FromDays(30);
    public static readonly TimeSpan LongestReview = TimeSpan.FromDays(14);
    public static readonly TimeSpan LeastReview = TimeSpan.FromDays(5);
    public static readonly TimeSpan LastReminder = TimeSpan.FromDays(2);
    /// <summary>After the day on which it was due, the buyer may have the money back.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromDays(14);
    /// <summary>After the buyer may have it back, what was paid directly and never delivered is asked back by the clock.</summary>
    public static readonly TimeSpan LookAfter = TimeSpan.FromDays(30);
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(7);
    public static readonly TimeSpan DecideWithin = TimeSpan.FromDays(30);
    public static readonly TimeSpan BeforeHoldLimit = TimeSpan.FromDays(7);
    public static readonly TimeSpan PayOutAgain = TimeSpan.FromHours(6);
    public const int MostRefusals = 20;
    public const int MostChanges = 2;

    /// <summary>How long the provider of payments lets money be kept: its figure, less a tenth and at least two days.</summary>
    public TimeSpan Hold { get; init; } = HoldFor(90);
    /// <summary>Between accepting and paying out.</summary>
    public TimeSpan RiskDelay { get; init; } = TimeSpan.FromDays(1);
    /// <summary>Above so much (minor units) two arbiters decide.</summary>
    public long TwoDecideAbove { get; init; } = 5_000_000;
    /// <summary>In which days end.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The instant at which the day ends.</summary>
    public DateTimeOffset EndOf(DateOnly day) => new MarketClock(TimeProvider.System, Zone).EndOf(day);

    public static TimeSpan HoldFor(int days) => TimeSpan.FromDays(days) - TimeSpan.FromDays(Math.Max(2, days / 10.0));

    /// <summary>Settings <c>Orders:HoldDays</c> (90), <c>Orders:RiskDelayHours</c> (24) and <c>Orders:TwoDecideAbove</c> (5000000, minor units).</summary>
    /// <exception cref="SettingException">A figure is none, or out of its range.</exception>
    public static MilestoneRules Read(IConfiguration configuration, MarketClock clock) => new()
    {
        Hold = HoldFor((int)Figure(configuration, "Orders:HoldDays", 90, 10, 730)), RiskDelay = TimeSpan.FromHours(Figure(configuration, "Orders:RiskDelayHours", 24, 0, 168)),
        TwoDecideAbove = Figure(configuration, "Orders:TwoDecideAbove", 5_000_000, 0, long.MaxValue), Zone = clock.Zone,
    };

    private static long Figure(IConfiguration configuration, string setting, long otherwise, long least, long most)
    {
        if (configuration[setting] is not { Length: > 0 } text) return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var figure) && figure >= least && figure <= most
            ? figure
            : throw new SettingException($"{setting} is '{text}'; it wants a whole number from {least} to {most}.");
    }
}
