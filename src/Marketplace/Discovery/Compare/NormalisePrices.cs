using Marketplace.Discovery.Search;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Compare;

/// <summary>A price as it can be held against the others; <paramref name="Amount"/> is null where it cannot.</summary>
public sealed record ComparablePrice(Bilingual Text, decimal? Amount);

/// <summary>Prices side by side, and what was assumed to bring them there.</summary>
public sealed record PriceComparison(IReadOnlyList<ComparablePrice> Prices, Bilingual? Assumption);

/// <summary>
/// Brings prices to one unit only where that is arithmetic: hours and days (8 hours), or the very same unit. Whatever would need a
/// guess (another currency, another unit, a total against a rate) is said not to be comparable.
/// </summary>
public static class NormalisePrices
{
    private const int HoursInADay = 8;

    private static readonly Bilingual notComparable = new("不可比", "not comparable");
    private static readonly Bilingual unpriced = new("面议", "on request");
    private static readonly Bilingual assumption = new("按 1 个工作日 = 8 小时折算。", "Assuming 1 day = 8 hours.");

    public static PriceComparison Of(IReadOnlyList<ListedPrice?> prices)
    {
        // What most of them have in common is the measure; of two equally common the first.
        var measure = prices.Select(Measure).OfType<(string, string)>().GroupBy(m => m).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;
        var converted = false;
        var compared = new List<ComparablePrice>();
        foreach (var price in prices)
        {
            if (Measure(price) is not { } own) compared.Add(new(unpriced, null));
            else if (own != measure) compared.Add(new(new($"{Written(price!).Zh}（{notComparable.Zh}）", $"{Written(price!).En} ({notComparable.En})"), null));
            else if (price!.Model == "per_day")
            {
                converted |= prices.Any(p => p?.Model == "per_hour");
                compared.Add(prices.Any(p => p?.Model == "per_hour") ? PerHour(price) : new(Written(price), price.Min));
            }
            else compared.Add(new(Written(price), price.Min));
        }

        return new PriceComparison(compared, converted ? assumption : null);
    }

    /// <summary>Currency and what is paid for; null without an amount.</summary>
    private static (string Currency, string For)? Measure(ListedPrice? price) =>
        price is not { Min: not null, Currency: { } currency } ? null
        : (currency, price.Model switch
        {
            "per_hour" or "per_day" => "time",
            _ when price.Form == "per_unit" => "unit:" + ScopeMatch.Text(price.Unit),
            _ => price.Form,
        });

    private static ComparablePrice PerHour(ListedPrice price)
    {
        var hour = decimal.Round((decimal)price.Min!.Value / HoursInADay, 0, MidpointRounding.AwayFromZero);
        var amount = Amounts.Text((long)hour, price.Currency!);
        return new(new($"{amount} / 小时（原价 {Written(price).Zh}）", $"{amount} / hour (listed: {Written(price).En})"), hour);
    }

    private static Bilingual Written(ListedPrice price)
    {
        var amount = Amounts.Text(price.Min!.Value, price.Currency!) + (price.Max is { } max ? "–" + Amounts.Number(max, price.Currency!) : "");
        return price.Model switch
        {
            "per_hour" => new(amount + " / 小时", amount + " / hour"),
            "per_day" => new(amount + " / 天", amount + " / day"),
            _ when price.Unit is { } typed && PriceUnits.Named(typed) is { } unit => new($"{amount} / {unit.Zh}", $"{amount} / {unit.En}"),
            _ => Bilingual.Same(amount),
        };
    }
}
