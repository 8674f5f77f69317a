using System.Globalization;
using Marketplace.DesignSystem;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Orders;

/// <summary>Reads what people type into forms. What is no figure becomes one that no rule takes, so that it is said at its field.</summary>
internal static class Typed
{
    /// <summary>Major units as minor ones; -1 for what is no exact amount.</summary>
    public static long Minor(string? typed, string currency)
    {
        if (!Figure(typed, out var major)) return -1;
        for (var digits = Numbers.MinorDigits(currency); digits > 0; digits--) major *= 10;
        return major == decimal.Truncate(major) && major <= Shares.MostMinor + 1 ? (long)major : -1;
    }

    /// <summary>A percentage with at most two decimals, in hundredths of a per cent.</summary>
    public static int BasisPoints(string? typed) => Figure(typed, out var percent) && percent * 100 == decimal.Truncate(percent * 100) && percent <= 100 ? (int)(percent * 100) : -1;

    public static int Whole(string? typed) => Figure(typed, out var number) && number == decimal.Truncate(number) && number <= int.MaxValue ? (int)number : -1;

    public static DateOnly? Day(string? typed) => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A day as a form holds it.</summary>
    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A field of several lines or of one, as it was posted.</summary>
    public static string Text(IFormCollection form, string name) => CleanText.WithPlainLineEnds(form[name].ToString());

    public static long Version(IFormCollection form) => long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;

    private static bool Figure(string? typed, out decimal figure) =>
        decimal.TryParse(CleanText.Compatible(typed ?? "").Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out figure) && figure <= 1_000_000_000_000_000m;
}
