using Marketplace.DesignSystem;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Form;

/// <summary>
/// Reads one field into the JSON of its answer; null where it is blank. Reading never fails: what does not fit the type stays text,
/// and the check of the answers says so at the field.
/// </summary>
internal static partial class FieldReader
{
    public static JsonNode? Read(FormField field, string name, FormValues values) => field.Kind switch
    {
        FieldKind.Localized or FieldKind.LongLocalized => Pair(values[FieldNames.Zh(name)], values[FieldNames.En(name)]),
        FieldKind.Number => Number(values[name]),
        FieldKind.Money => Amount(values[FieldNames.Amount(name)], values[FieldNames.Currency(name)]),
        FieldKind.YesNo => values[name] switch { "true" => true, "false" => false, var other => Text(other) },
        FieldKind.Lines => Members((values[name] ?? "").Split('\n')),
        FieldKind.Checkboxes => Members(values.All(name)),
        FieldKind.Reference => Text(values[name]) is { } typed ? field.Meant(typed.GetValue<string>()) : null,
        _ => Text(values[name]),
    };

    private static JsonValue? Text(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : JsonValue.Create(typed.Replace("\r\n", "\n", StringComparison.Ordinal).Trim());

    private static JsonObject? Pair(string? zh, string? en)
    {
        var pair = new JsonObject();
        if (Text(zh) is { } chinese) pair["zh"] = chinese;
        if (Text(en) is { } english) pair["en"] = english;
        return pair.Count == 0 ? null : pair;
    }

    private static JsonArray? Members(IEnumerable<string> typed)
    {
        var members = typed.Select(Text).Where(member => member is not null).ToArray();
        return members.Length == 0 ? null : new JsonArray([.. members]);
    }

    private static JsonNode? Number(string? typed) =>
        Text(typed) is { } text ? Figure(typed!) is { } figure ? JsonNode.Parse(figure) : text : null;

    private static JsonObject? Amount(string? typed, string? currency)
    {
        if (Text(typed) is not { } text) return null;
        var code = currency?.Trim() ?? "";
        return new JsonObject { ["amount"] = Minor(typed!, code) is { } minor ? JsonValue.Create(minor) : text, ["currency"] = code };
    }

    /// <summary>Major units as people write them, in minor units; null where they are no exact number of them.</summary>
    private static long? Minor(string typed, string currency)
    {
        if (Figure(typed) is not { } figure
            || !decimal.TryParse(figure, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var major)
            || Math.Abs(major) > 1_000_000_000_000_000m) return null;
        for (var digits = Numbers.MinorDigits(currency); digits > 0; digits--) major *= 10;
        return major == decimal.Truncate(major) && Math.Abs(major) <= long.MaxValue ? (long)major : null;
    }

    /// <summary>The text as a JSON number: full-width digits and thousands separators are understood.</summary>
    private static string? Figure(string typed)
    {
        var text = CleanText.Compatible(typed).Trim();
        if (Grouped().IsMatch(text)) text = text.Replace(",", "", StringComparison.Ordinal);
        return Plain().Match(text) is { Success: true } match && match.Length <= 30 ? match.Value : null;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$")]
    private static partial Regex Grouped();
}
