using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Demo.Making;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Content;

/// <summary>
/// Draws an answer from the demo content. Plain JSON stands for itself, texts are put in the firm's language, and an object with one
/// of these members is drawn: one [..], some [least, most, [..]], int [lo, hi], num [lo, hi, digits], money [lo, hi] in yuan,
/// day [lo, hi] from the day of publication, future [lo, hi] days from today, maybe [percent, ..], number "kind of certificate",
/// held ["permit", what is said with it, what without].
/// </summary>
internal sealed class Template(
    Dice dice, Language language, IReadOnlyDictionary<string, Bilingual> words, Place place,
    DateOnly published, DateOnly today, Func<string, string> certificateNumber, Func<string, bool> restsOn)
{
    /// <summary>The answer, or null where it was drawn to be left out.</summary>
    public JsonNode? Draw(JsonElement template) => template.ValueKind switch
    {
        JsonValueKind.String => Phrase.In(template.GetString()!, language, words),
        JsonValueKind.Array => new JsonArray([.. template.EnumerateArray().Select(Draw).Where(item => item is not null)]),
        JsonValueKind.Object => Drawn(template),
        _ => JsonNode.Parse(template.GetRawText()),
    };

    public JsonObject Money(double lo, double hi) => Amount(Math.Exp(dice.Number(Math.Log(lo), Math.Log(hi), 6)));

    /// <summary>An amount of yuan in the currency of the place, in minor units, rounded to two digits as prices are.</summary>
    public JsonObject Amount(double yuan)
    {
        var whole = Math.Max(1, yuan * place.Rate);
        var step = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(whole)) - 1));
        return new JsonObject
        {
            ["amount"] = (long)(Math.Round(whole / step) * step) * place.Minor,
            ["currency"] = place.Currency ?? "CNY",
        };
    }

    private JsonNode? Drawn(JsonElement template)
    {
        var first = template.EnumerateObject().First();
        var of = first.Value;
        return first.Name switch
        {
            "one" => Draw(dice.One([.. of.EnumerateArray()])),
            "some" => new JsonArray([.. dice.Some([.. of[2].EnumerateArray()], dice.Between(of[0].GetInt32(), of[1].GetInt32())).Select(Draw)]),
            "int" => dice.Between(of[0].GetInt32(), of[1].GetInt32()),
            "num" => dice.Number(of[0].GetDouble(), of[1].GetDouble(), of[2].GetInt32()),
            "money" => Money(of[0].GetDouble(), of[1].GetDouble()),
            "day" => Day(published, of),
            "future" => Day(today, of),
            "maybe" => dice.Chance(of[0].GetInt32()) ? Draw(of[1]) : null,
            "number" => certificateNumber(of.GetString()!),
            "held" => Draw(restsOn(of[0].GetString()!) ? of[1] : of[2]),
            _ => Members(template),
        };
    }

    private JsonObject Members(JsonElement template)
    {
        var drawn = new JsonObject();
        foreach (var member in template.EnumerateObject())
            if (Draw(member.Value) is { } value) drawn[member.Name] = value;
        return drawn;
    }

    private string Day(DateOnly from, JsonElement span) =>
        from.AddDays(dice.Between(span[0].GetInt32(), span[1].GetInt32())).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
