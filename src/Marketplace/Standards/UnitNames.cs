using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>Units of the specifications as a reader writes them behind a number; a symbol is the same in both languages.</summary>
public static class UnitNames
{
    /// <summary>Units in words: Chinese, English singular, English plural.</summary>
    private static readonly Dictionary<string, (string Zh, string One, string Other)> words = new()
    {
        ["working day"] = ("个工作日", "working day", "working days"), ["auditor day"] = ("审核人日", "auditor day", "auditor days"),
        ["week"] = ("周", "week", "weeks"), ["month"] = ("个月", "month", "months"), ["year"] = ("年", "year", "years"),
        ["person"] = ("人", "person", "people"), ["piece"] = ("件", "piece", "pieces"), ["seat"] = ("个工位", "seat", "seats"),
        ["firm"] = ("家企业", "firm", "firms"), ["point"] = ("分", "point", "points"), ["h/week"] = ("小时/周", "h/week", "h/week"),
        ["level 1-9"] = ("级（共9级）", "of 9", "of 9"), ["piece, g or mL"] = ("（件、g或mL）", "(pieces, g or mL)", "(pieces, g or mL)"),
        ["kg/d, pieces/d or m3"] = ("（kg/d、件/d或m³）", "(kg/d, pieces/d or m³)", "(kg/d, pieces/d or m³)"),
        ["% of net sales"] = ("%（占净销售额）", "% of net sales", "% of net sales"), ["% of deal value"] = ("%（占成交额）", "% of deal value", "% of deal value"),
        ["m2"] = ("m²", "m²", "m²"), ["h"] = ("小时", "h", "h"), ["min"] = ("分钟", "min", "min"),
    };

    /// <summary>The unit by itself, as a field shows it.</summary>
    public static string Of(string unit, Language language) =>
        words.TryGetValue(unit, out var known) ? language == Language.Zh ? known.Zh : known.Other : unit;

    /// <summary>A number with its unit; digits are grouped from five on, so that a year reads as one.</summary>
    public static string With(double number, string? unit, Language language)
    {
        var figure = number.ToString(Math.Abs(number) < 10_000 ? "0.######" : "#,0.######", CultureInfo.InvariantCulture);
        if (unit is null) return figure;
        var text = words.TryGetValue(unit, out var known) ? language == Language.Zh ? known.Zh : number == 1 ? known.One : known.Other : unit;
        return language == Language.Zh && known.Zh is not null ? figure + text : $"{figure} {text}";
    }
}
