namespace Marketplace.Vocabulary;

/// <summary>Turns instants into calendar days of the market's time zone (setting <c>Market:TimeZone</c>, default Asia/Shanghai).</summary>
public sealed class MarketClock(TimeProvider time, TimeZoneInfo zone)
{
    /// <summary>To the millisecond, which is what every engine keeps of an instant.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    public DateOnly Today => DayOf(Now);

    public TimeZoneInfo Zone => zone;

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The first instant after the day has ended.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
