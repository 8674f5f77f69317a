using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Marketplace.DesignSystem;

/// <summary>Words that depend on a number: <c>key.one</c> and <c>key.other</c>, chosen by the plural rules of the reader's language.</summary>
public static class Plurals
{
    /// <summary>The words with <c>{0}</c> the number as the reader writes it, and <c>{1}</c>… what else is given.</summary>
    public static LocalizedString Count(this IStringLocalizer words, string key, long n, params object[] more) =>
        words[$"{key}.{Category(n)}", [n.ToString("N0", CultureInfo.CurrentCulture), .. more]];

    // CLDR cardinals of the two languages: Chinese has one form, English tells one from all else.
    private static string Category(long n) =>
        n == 1 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "zh" ? "one" : "other";
}
