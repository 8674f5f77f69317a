namespace Marketplace.Demo.Making;

/// <summary>Instants within calendar days of the market.</summary>
internal sealed class Days(TimeZoneInfo zone)
{
    /// <summary>An office hour of the day.</summary>
    public DateTimeOffset At(DateOnly day, int minuteOfWork)
    {
        var local = day.ToDateTime(new TimeOnly(9, 0)).AddMinutes(minuteOfWork);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
