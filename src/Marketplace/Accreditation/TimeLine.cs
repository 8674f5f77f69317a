using System.Globalization;
using Marketplace.Standards;

namespace Marketplace.Accreditation;

/// <summary>Where the validity of certificates lies on a line of time, in percent of its width.</summary>
internal sealed class TimeLine
{
    private readonly DateOnly first;
    private readonly double days;

    /// <summary>From the earliest begin to the latest end, today within, at most ten years to either side of today.</summary>
    public TimeLine(IReadOnlyCollection<Certificate> certificates, DateOnly today)
    {
        var from = certificates.Select(it => it.ValidFrom).Append(today.AddMonths(-6)).Min();
        var until = certificates.Select(it => it.ValidUntil ?? today.AddYears(2)).Append(today.AddMonths(6)).Max();
        first = new DateOnly(Later(from, today.AddYears(-10)).Year, 1, 1);
        Last = new DateOnly(Earlier(until, today.AddYears(10)).Year, 12, 31);
        days = Last.DayNumber - first.DayNumber + 1;
    }

    public int FirstYear => first.Year;
    public DateOnly Last { get; }

    /// <summary>The starts of years, thinned out so that their labels do not touch on a narrow screen.</summary>
    public IEnumerable<(int Year, string X)> Years()
    {
        var step = (Last.Year - first.Year + 1) switch { <= 6 => 1, <= 12 => 2, _ => 5 };
        for (var year = first.Year; year <= Last.Year; year += step) yield return (year, At(new DateOnly(year, 1, 1)));
    }

    /// <summary>The day's place as an SVG coordinate.</summary>
    public string At(DateOnly day) => Percent(Place(day));

    /// <summary>A bar: validity in force, and what of it lies after a status other than active began.</summary>
    public (string X, string Width, string LapsedX, string LapsedWidth) Bar(Certificate it)
    {
        var (start, end) = (Place(it.ValidFrom), it.ValidUntil is { } last ? Place(last.AddDays(1)) : 100);
        var lapse = it.Status == EvidenceStatus.Active ? end : Math.Clamp(Place(it.StatusSince ?? it.ValidFrom), start, end);
        return (Percent(start), Percent(Math.Max(lapse - start, 0)), Percent(lapse), Percent(Math.Max(end - lapse, 0)));
    }

    private double Place(DateOnly day) => Math.Clamp((day.DayNumber - first.DayNumber) / days * 100, 0, 100);

    private static string Percent(double number) => number.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
