using System.Buffers;
using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>
/// Writes an answer straight into the response. Search is by far the busiest endpoint, so nothing is built in between:
/// no answer objects, no reflection, property names encoded once.
/// </summary>
internal sealed class SearchJson(SearchVocabulary vocabulary)
{
    private static readonly JsonWriterOptions options = new() { Encoder = MarketJson.Options.Encoder, SkipValidation = true };

    private static readonly JsonEncodedText
        total = Name("total"), sentence = Name("sentence"), items = Name("items"), id = Name("id"), version = Name("version"), title = Name("title"),
        zh = Name("zh"), en = Name("en"), provider = Name("provider"), name = Name("name"), region = Name("region"), @class = Name("class"),
        verdict = Name("verdict"), basis = Name("basis"), standards = Name("standards"), permits = Name("permits"), code = Name("code"),
        via = Name("via"), degree = Name("degree"), status = Name("status"), verification = Name("verification"), @checked = Name("checked"),
        price = Name("price"), model = Name("model"), form = Name("form"), min = Name("min"), max = Name("max"), currency = Name("currency"),
        unit = Name("unit"), days = Name("days"), updated = Name("updated"), why = Name("why"), facets = Name("facets"), label = Name("label"),
        values = Name("values"), value = Name("value"), count = Name("count"), next = Name("next"), didYouMean = Name("didYouMean"),
        excluded = Name("excluded"), fails = Name("fails"), filter = Name("filter"), requirement = Name("requirement"), reason = Name("reason"),
        degraded = Name("degraded");

    public void Write(IBufferWriter<byte> output, SearchAnswer answer, WhyHere reasons)
    {
        using var json = new Utf8JsonWriter(output, options);
        json.WriteStartObject();
        json.WriteNumber(total, answer.Found.Total);
        json.WriteString(sentence, answer.Sentence);
        Items(json, answer, reasons);
        Facets(json, answer);
        json.WriteString(next, answer.Next);
        json.WriteString(didYouMean, answer.DidYouMean);
        Excluded(json, answer);
        json.WriteBoolean(degraded, answer.Degraded);
        json.WriteEndObject();
        json.Flush();
    }

    private static void Items(Utf8JsonWriter json, SearchAnswer answer, WhyHere reasons)
    {
        List<HeldEvidence> heldStandards = [], heldPermits = [];
        List<Bilingual> why = [];
        json.WriteStartArray(items);
        for (var i = 0; i < answer.Shown; i++)
        {
            var document = answer.Found.Hits[i].Document;
            HitEvidence.Collect(document, answer.Plan, heldStandards, heldPermits);
            reasons.Collect(document, why);
            json.WriteStartObject();
            Hit(json, document, answer.Plan.Query.Day);
            Evidence(json, heldStandards, heldPermits, answer.Plan.Query.Day);
            Terms(json, document);
            json.WriteStartArray(SearchJson.why);
            foreach (var one in why) Both(json, one);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Hit(Utf8JsonWriter json, SearchDocument document, DateOnly day)
    {
        json.WriteString(id, document.Id.Value);
        json.WriteNumber(version, document.ListingVersion);
        json.WritePropertyName(title);
        Both(json, document.Title);
        json.WriteStartObject(provider);
        json.WriteString(id, document.Provider.Value);
        json.WritePropertyName(name);
        Both(json, document.ProviderName);
        json.WriteString(region, document.Region);
        json.WriteEndObject();
        json.WriteString(@class, document.Class);
        var span = document.SpanOn(day);
        json.WriteString(verdict, span is null ? null : VerdictNames.Of(span.Verdict));
        json.WriteString(basis, span is null ? null : VerdictNames.Of(span.Basis));
    }

    private static void Evidence(Utf8JsonWriter json, List<HeldEvidence> heldStandards, List<HeldEvidence> heldPermits, DateOnly day)
    {
        json.WriteStartArray(standards);
        foreach (var held in heldStandards)
        {
            json.WriteStartObject();
            json.WriteString(id, held.Id);
            json.WriteStartArray(via);
            if (held.Chain is { } chain)
                foreach (var step in chain.Via) json.WriteStringValue(step);
            json.WriteEndArray();
            json.WriteString(degree, held.Chain?.Degree);
            Standing(json, held.Claim, day);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray(permits);
        foreach (var held in heldPermits)
        {
            json.WriteStartObject();
            json.WriteString(code, held.Id);
            Standing(json, held.Claim, day);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Standing(Utf8JsonWriter json, ClaimRow claim, DateOnly day)
    {
        json.WriteString(status, HitEvidence.Status(claim, day));
        json.WriteString(verification, HitEvidence.Name(claim.Verification));
        if (claim.CheckedOn is not { } checkedOn) json.WriteNull(@checked);
        else
        {
            Span<char> date = stackalloc char[10];
            checkedOn.TryFormat(date, out _, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            json.WriteString(@checked, date);
        }
    }

    private static void Terms(Utf8JsonWriter json, SearchDocument document)
    {
        if (document.Price is not { } listed) json.WriteNull(price);
        else
        {
            json.WriteStartObject(price);
            json.WriteString(model, listed.Model);
            json.WriteString(form, listed.Form);
            Number(json, min, listed.Min);
            Number(json, max, listed.Max);
            json.WriteString(currency, listed.Currency);
            json.WriteString(unit, listed.Unit);
            json.WriteEndObject();
        }

        Number(json, days, document.Days);
        json.WriteString(updated, document.UpdatedAt.UtcDateTime);
    }

    private void Facets(Utf8JsonWriter json, SearchAnswer answer)
    {
        var language = answer.Request.Language;
        json.WriteStartArray(facets);
        foreach (var facet in answer.Plan.Query.Facets)
        {
            json.WriteStartObject();
            json.WriteString(name, facet);
            json.WriteString(label, vocabulary.NameOf(facet).In(language));
            json.WriteStartArray(values);
            if (answer.Found.Facets.TryGetValue(facet, out var counts))
            {
                foreach (var one in counts)
                {
                    json.WriteStartObject();
                    json.WriteString(value, one.Value);
                    json.WriteString(label, vocabulary.LabelOf(facet, one.Value).In(language));
                    json.WriteNumber(count, one.Count);
                    json.WriteEndObject();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Excluded(Utf8JsonWriter json, SearchAnswer answer)
    {
        json.WriteStartArray(excluded);
        foreach (var miss in answer.Excluded)
        {
            json.WriteStartObject();
            json.WriteString(id, miss.Document.Id.Value);
            json.WritePropertyName(title);
            Both(json, miss.Document.Title);
            json.WriteStartArray(fails);
            foreach (var fail in miss.Fails)
            {
                json.WriteStartObject();
                json.WriteString(filter, fail.Filter);
                json.WriteString(requirement, fail.Requirement);
                json.WritePropertyName(reason);
                Both(json, fail.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Both(Utf8JsonWriter json, Bilingual text)
    {
        json.WriteStartObject();
        json.WriteString(zh, text.Zh);
        json.WriteString(en, text.En);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, JsonEncodedText property, long? number)
    {
        if (number is { } it) json.WriteNumber(property, it);
        else json.WriteNull(property);
    }

    private static JsonEncodedText Name(string text) => JsonEncodedText.Encode(text);
}
