using System.Text.Json;
using Marketplace.Discovery;
using Marketplace.Discovery.Search;
using Marketplace.Vocabulary;

namespace Marketplace.Benchmarks.Web.Server;

/// <summary>
/// The same hits, counts and order as the search API, by hand. It leaves out what the site works out beside them: the sentence, labels,
/// reasons, how each certificate stands today.
/// </summary>
internal static class FloorJson
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = MarketJson.Options.Encoder, SkipValidation = true };

    public static void Write(Utf8JsonWriter json, IndexAnswer answer, IndexQuery query)
    {
        json.WriteStartObject();
        json.WriteNumber("total", answer.Total);
        json.WriteStartArray("items");
        for (var i = 0; i < Math.Min(answer.Hits.Count, query.Size - 1); i++) Hit(json, answer.Hits[i].Document, query.Day);
        json.WriteEndArray();
        json.WriteStartArray("facets");
        foreach (var name in query.Facets)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteStartArray("values");
            if (answer.Facets.TryGetValue(name, out var counts))
            {
                foreach (var one in counts)
                {
                    json.WriteStartObject();
                    json.WriteString("value", one.Value);
                    json.WriteNumber("count", one.Count);
                    json.WriteEndObject();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Hit(Utf8JsonWriter json, SearchDocument document, DateOnly day)
    {
        json.WriteStartObject();
        json.WriteString("id", document.Id.Value);
        json.WriteNumber("version", document.ListingVersion);
        Both(json, "title", document.Title);
        json.WriteStartObject("provider");
        json.WriteString("id", document.Provider.Value);
        Both(json, "name", document.ProviderName);
        json.WriteString("region", document.Region);
        json.WriteEndObject();
        json.WriteString("class", document.Class);
        if (document.SpanOn(day) is { } span)
        {
            json.WriteString("verdict", VerdictNames.Of(span.Verdict));
            json.WriteString("basis", VerdictNames.Of(span.Basis));
        }

        if (document.Price is { } price)
        {
            json.WriteStartObject("price");
            json.WriteString("model", price.Model);
            json.WriteString("form", price.Form);
            if (price.Min is { } min) json.WriteNumber("min", min);
            if (price.Max is { } max) json.WriteNumber("max", max);
            json.WriteString("currency", price.Currency);
            json.WriteString("unit", price.Unit);
            json.WriteEndObject();
        }

        if (document.Days is { } days) json.WriteNumber("days", days);
        json.WriteString("updated", document.UpdatedAt.UtcDateTime);
        json.WriteEndObject();
    }

    private static void Both(Utf8JsonWriter json, string name, Bilingual text)
    {
        json.WriteStartObject(name);
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }
}
