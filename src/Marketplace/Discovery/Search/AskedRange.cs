using System.Globalization;
using Marketplace.DesignSystem;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Discovery.Search;

/// <summary>
/// Price and time as the search page asks for them. People type whole units of a currency, addresses and the API speak of minor ones,
/// so the form has names of its own (<c>from</c>, <c>to</c>) and the page reads them into the same request.
/// </summary>
public sealed record AskedRange(string Currency, string From, string To, string Days)
{
    public const string FromName = "from";
    public const string ToName = "to";

    /// <summary>Names of parameters that the form asks itself.</summary>
    public static IReadOnlyList<string> Names { get; } = ["currency", "priceMin", "priceMax", "daysMax"];

    public static IReadOnlyList<string> Currencies { get; } = ["CNY", "HKD", "USD", "EUR", "GBP", "JPY", "SGD", "KRW"];

    public bool FromIsWrong { get; private init; }
    public bool ToIsWrong { get; private init; }
    public bool DaysAreWrong { get; private init; }

    public bool IsWrong => FromIsWrong || ToIsWrong || DaysAreWrong;

    public bool IsEmpty => From.Length + To.Length + Days.Length == 0;

    /// <summary>What the form was filled with, and the request with what of it holds.</summary>
    internal static (AskedRange Asked, SearchRequest Request) Read(IQueryCollection query, SearchRequest request)
    {
        var currency = request.Currency ?? Currencies[0];
        var (from, min, fromIsWrong) = Amount(query, FromName, request.PriceMin, currency);
        var (to, max, toIsWrong) = Amount(query, ToName, request.PriceMax, currency);
        if (min > max) (min, max, from, to) = (max, min, to, from);
        var days = query["daysMax"].ToString().Trim();
        var asked = new AskedRange(currency, from, to, request.DaysMax?.ToString(CultureInfo.InvariantCulture) ?? Shown(days))
        {
            FromIsWrong = fromIsWrong, ToIsWrong = toIsWrong, DaysAreWrong = days.Length > 0 && request.DaysMax is null,
        };
        // A currency without an amount asks for nothing, unless the prices are put in order by it.
        var kept = min is null && max is null && request.Sort != SearchSort.Price && query.ContainsKey(FromName) ? null : request.Currency;
        return (asked, request with { PriceMin = min, PriceMax = max, Currency = kept });
    }

    private static (string Typed, long? Minor, bool IsWrong) Amount(IQueryCollection query, string name, long? asked, string currency)
    {
        var typed = query[name].ToString().Trim();
        if (typed.Length == 0) return (asked is { } minor ? Major(minor, currency) : "", asked, false);
        var scale = (decimal)Math.Pow(10, Numbers.MinorDigits(currency));
        return decimal.TryParse(typed, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major)
            && major <= SearchParameters.LargestAmount / scale
            ? (typed, (long)decimal.Round(major * scale, MidpointRounding.AwayFromZero), false)
            : (Shown(typed), asked, true);
    }

    private static string Major(long minor, string currency) =>
        Amounts.Number(minor, currency).Replace(",", "", StringComparison.Ordinal);

    /// <summary>What was typed, given back to be corrected; it is a stranger's text.</summary>
    private static string Shown(string typed) => typed.Length <= 40 && CleanText.Check(typed, "", 40) is null ? typed : "";
}
