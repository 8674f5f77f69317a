using System.Globalization;
using Marketplace.DesignSystem;

namespace Marketplace.Discovery.Search;

/// <summary>Money in running text and in labels that are kept: the currency's code and the amount in major units, alike in both languages.</summary>
internal static class Amounts
{
    public static string Text(long minor, string currency) => $"{currency} {Number(minor, currency)}";

    public static string Number(double minor, string currency)
    {
        var decimals = Numbers.MinorDigits(currency);
        var major = (decimal)minor / Scale(decimals);
        return major.ToString(major == decimal.Truncate(major) ? "#,0" : "#,0." + new string('0', decimals), CultureInfo.InvariantCulture);
    }

    private static long Scale(int decimals) => decimals switch { 0 => 1, 3 => 1000, _ => 100 };
}
