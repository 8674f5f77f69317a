using Marketplace.DesignSystem;
using System.Globalization;
using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Form;

/// <summary>Writes an answer into the fields of a form; the counterpart of <see cref="FieldReader"/>.</summary>
internal static class FieldWriter
{
    public static IEnumerable<KeyValuePair<string, string[]>> Write(FormField field, string name, JsonElement answer)
    {
        switch (field.Kind)
        {
            case FieldKind.Localized or FieldKind.LongLocalized:
                yield return new(FieldNames.Zh(name), [Member(answer, "zh")]);
                yield return new(FieldNames.En(name), [Member(answer, "en")]);
                break;
            case FieldKind.Money:
                var currency = Member(answer, "currency");
                yield return new(FieldNames.Currency(name), [currency]);
                yield return new(FieldNames.Amount(name), [Major(answer, currency)]);
                break;
            case FieldKind.Lines:
                yield return new(name, [string.Join('\n', Members(answer))]);
                break;
            case FieldKind.Checkboxes:
                yield return new(name, [.. Members(answer)]);
                break;
            default:
                yield return new(name, [Text(answer)]);
                break;
        }
    }

    private static string Major(JsonElement money, string currency)
    {
        if (money.ValueKind != JsonValueKind.Object || !money.TryGetProperty("amount", out var amount)) return "";
        if (amount.ValueKind != JsonValueKind.Number || !amount.TryGetInt64(out var minor)) return Text(amount);
        var digits = Numbers.MinorDigits(currency);
        decimal major = minor;
        for (var i = 0; i < digits; i++) major /= 10;
        var whole = major == decimal.Truncate(major);
        return major.ToString(whole ? "0" : "F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Member(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var member) ? Text(member) : "";

    private static IEnumerable<string> Members(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().Select(Text) : [];

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };
}
