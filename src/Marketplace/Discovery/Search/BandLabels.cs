using System.Globalization;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>Half-open bands in words: the lower end is in, the upper is not.</summary>
internal static class BandLabels
{
    public static Bilingual Days(Band? band, string value) => Of(band, value, "working day");

    public static Bilingual Of(Band? band, string value, string? unit)
    {
        if (band is null) return Bilingual.Same(value);
        var (lo, hi) = (Number(band.Lo, band.Currency), Number(band.Hi, band.Currency));
        var money = band.Currency is null ? "" : band.Currency + " ";
        var (zhUnit, enUnit) = Units(unit);
        return (lo, hi) switch
        {
            (null, { }) => new($"{money}{hi} 以下{zhUnit}", $"under {money}{hi}{enUnit}"),
            ({ }, null) => new($"{money}{lo} 及以上{zhUnit}", $"{money}{lo} or more{enUnit}"),
            ({ }, { }) => new($"{money}{lo} 至不足 {hi}{zhUnit}", $"{money}{lo} to under {hi}{enUnit}"),
            _ => Bilingual.Same(value),
        };
    }

    private static (string Zh, string En) Units(string? unit) => unit switch
    {
        null or "ISO 4217 currency" => ("", ""),
        "working day" => ("（工作日）", " working days"),
        "auditor day" => ("（审核人日）", " auditor days"),
        "level 1-9" => ("级", " (level)"),
        "month" => ("（月）", " months"),
        "week" => ("（周）", " weeks"),
        "piece" => ("（件）", " pieces"),
        "m2" => (" m²", " m²"),
        _ => (" " + unit, " " + unit),
    };

    private static string? Number(double? edge, string? currency) =>
        edge is not { } it ? null
        : currency is null ? it.ToString("#,0.######", CultureInfo.InvariantCulture)
        : Amounts.Number(it, currency);
}
