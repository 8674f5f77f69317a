using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.DesignSystem;

/// <summary>Numbers, amounts and days as a reader of the current language writes them.</summary>
public static class Numbers
{
    // Currencies of ISO 4217 whose minor unit is not a hundredth.
    private static readonly Dictionary<string, int> Digits = new(StringComparer.Ordinal)
    {
        ["JPY"] = 0, ["KRW"] = 0, ["VND"] = 0, ["CLP"] = 0, ["ISK"] = 0, ["BHD"] = 3, ["KWD"] = 3, ["OMR"] = 3, ["JOD"] = 3, ["TND"] = 3,
    };

    public static string Text(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static int MinorDigits(string currency) => Digits.GetValueOrDefault(currency, 2);

    /// <summary><c>CNY 1,200</c>, in Chinese <c>¥1,200</c> for the home currency; the fraction only where there is one.</summary>
    public static string Text(Money money) => Mark(money.Currency) + Amount(money);

    /// <summary><c>CNY 1,200.00</c> in either language, with every digit: as papers and books have it.</summary>
    public static string Exact(Money money)
    {
        var digits = MinorDigits(money.Currency);
        return $"{money.Currency}\u00A0{(money.Amount / (decimal)Math.Pow(10, digits)).ToString($"N{digits}", CultureInfo.InvariantCulture)}";
    }

    /// <summary><c>1200.00</c>, without the currency: as fields and tables of figures have it, for people and programs to read again.</summary>
    public static string Major(Money money)
    {
        var digits = MinorDigits(money.Currency);
        return (money.Amount / (decimal)Math.Pow(10, digits)).ToString($"F{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>From one to the other, the currency once.</summary>
    public static string Range(long? min, long? max, string currency) => (min, max) switch
    {
        ({ } a, { } b) when a == b => Text(new Money(a, currency)),
        ({ } a, { } b) => $"{Text(new Money(a, currency))}–{Amount(new Money(b, currency))}",
        ({ } a, null) => Chinese ? $"{Text(new Money(a, currency))} 起" : $"from {Text(new Money(a, currency))}",
        (null, { } b) => Chinese ? $"{Text(new Money(b, currency))} 以内" : $"up to {Text(new Money(b, currency))}",
        _ => "",
    };

    public static string Text(DateOnly day) =>
        day.ToString(Chinese ? "yyyy'年'M'月'd'日'" : "d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>An instant in the market's zone, to the minute.</summary>
    public static string Text(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString(Chinese ? "yyyy'年'M'月'd'日' HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    private static bool Chinese => Languages.Current == Language.Zh;

    private static string Mark(string currency) => Chinese && currency == "CNY" ? "¥" : currency + "\u00A0";

    private static string Amount(Money money)
    {
        var digits = MinorDigits(money.Currency);
        var unit = (long)Math.Pow(10, digits);
        var whole = money.Amount % unit == 0;
        return (money.Amount / (decimal)unit).ToString(whole ? "N0" : $"N{digits}", CultureInfo.CurrentCulture);
    }
}
