namespace Marketplace.Orders;

/// <summary>Days from Monday to Friday. Public holidays are not known here and count as working days.</summary>
public static class WorkingDays
{
    /// <summary>The day that lies so many working days after this one, which itself does not count.</summary>
    public static DateOnly After(DateOnly day, int days)
    {
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }

        return day;
    }
}
