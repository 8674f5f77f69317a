using System.Globalization;
using System.Text.Json;
using Marketplace.Adapters.Searching;
using Marketplace.Adapters.Text;
using Marketplace.Discovery;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Elasticsearch.Writing;

/// <summary>
/// A search document as the mapping in <c>listings-template.json</c> has it: the document itself, which comes back with a hit, and beside
/// it what it is found, counted and ordered by.
/// </summary>
internal static class ListingJson
{
    /// <summary>Sorts behind every number of days there is.</summary>
    public const long NoDays = 1L << 40;

    public static void Write(Utf8JsonWriter json, SearchDocument document)
    {
        json.WriteStartObject();
        json.WriteString("id", document.Id.Value);
        json.WriteString("kind", Kinds.Listing);
        json.WriteNumber("position", document.Position);
        json.WritePropertyName("document");
        JsonSerializer.Serialize(json, document, MarketJson.Options);
        foreach (var field in SearchText.Fields)
            if (field.Text(document) is { Length: > 0 } text) json.WriteString(field.Name, Repetition.Limit(text, Repetition.Most));
        WriteList(json, "word", SearchText.Words(document));
        WriteSpans(json, document);
        WriteTerms(json, document);
        WriteClaims(json, document);
        WriteCovered(json, document);
        WriteOrder(json, document);
        json.WriteEndObject();
    }

    private static void WriteSpans(Utf8JsonWriter json, SearchDocument document)
    {
        var shown = document.Spans
            .Select(span => span with { Until = Earlier(span.Until, document.ListedUntil) })
            .Where(span => span.Until is null || span.Until >= span.From).ToList();
        WriteDays(json, "listed", shown);
        WriteGrouped("verdict", span => FilterNames.Of(span.Verdict));
        WriteGrouped("basis", span => FilterNames.Of(span.Basis));

        void WriteGrouped(string name, Func<VerdictSpan, string> value)
        {
            json.WriteStartObject(name);
            foreach (var spans in shown.GroupBy(value)) WriteDays(json, spans.Key, spans);
            json.WriteEndObject();
        }
    }

    private static void WriteDays(Utf8JsonWriter json, string name, IEnumerable<VerdictSpan> spans)
    {
        json.WriteStartArray(name);
        foreach (var span in spans) WriteRange(json, span.From, span.Until);
        json.WriteEndArray();
    }

    private static void WriteTerms(Utf8JsonWriter json, SearchDocument document)
    {
        foreach (var questions in new[] { false, true })
        {
            json.WriteStartObject(questions ? "f" : "terms");
            foreach (var (name, values) in document.Terms)
                if (FieldNames.IsQuestion(name) == questions) WriteList(json, FieldNames.WithinObject(name), values);
            json.WriteEndObject();
        }
    }

    private static void WriteClaims(Utf8JsonWriter json, SearchDocument document)
    {
        json.WriteStartArray("claims");
        foreach (var claim in document.Claims)
        {
            if (claim.ActiveUntil < claim.ActiveFrom) continue;
            json.WriteStartObject();
            if (claim.StandardId is { } standard) json.WriteString(FilterNames.Standard, standard);
            if (claim.Permit is { } permit) json.WriteString(FilterNames.Permit, permit);
            json.WriteString(FilterNames.Evidence, claim.EvidenceType);
            WriteList(json, FilterNames.Mark, claim.Marks);
            if (claim.Accreditor is { } accreditor) json.WriteString(FilterNames.Accreditor, accreditor);
            json.WritePropertyName("active");
            WriteRange(json, claim.ActiveFrom, claim.ActiveUntil);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The edition is the one that counts: what the scope line is accredited for, the listing's own where it names none.</summary>
    private static void WriteCovered(Utf8JsonWriter json, SearchDocument document)
    {
        json.WriteStartArray("covered");
        foreach (var row in document.Covered.Where(row => row.ActiveUntil is null || row.ActiveUntil >= row.ActiveFrom)
            .DistinctBy(row => (row.Method, row.LineEdition ?? row.Edition, row.Flexible, row.ActiveFrom, row.ActiveUntil)))
        {
            json.WriteStartObject();
            json.WriteString("method", row.Method);
            if ((row.LineEdition ?? row.Edition) is { } edition) json.WriteString("edition", edition);
            json.WriteBoolean("flexible", row.Flexible);
            json.WritePropertyName("active");
            WriteRange(json, row.ActiveFrom, row.ActiveUntil);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteOrder(Utf8JsonWriter json, SearchDocument document)
    {
        var (from, to, currency) = (document.Price?.From, document.Price?.To, document.Price?.Currency);
        json.WriteStartObject("cost");
        if (from is { } least) json.WriteNumber("from", least);
        if (to is { } most) json.WriteNumber("to", most);
        if (currency is not null) json.WriteString("currency", currency);
        json.WriteEndObject();
        if (document.Days is { } days) json.WriteNumber("workingDays", days);
        var (group, price) = HitOrder.ByPrice(from, currency, chosen: "");
        json.WriteStartObject("order");
        json.WriteNumber("currency", group);
        json.WriteNumber("price", (long)price);
        json.WriteNumber("days", document.Days ?? NoDays);
        json.WriteNumber("published", document.PublishedAt.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, DateOnly from, DateOnly? until)
    {
        json.WriteStartObject();
        json.WriteString("gte", FieldNames.Day(from));
        if (until is { } last) json.WriteString("lte", FieldNames.Day(last));
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;
}

/// <summary>What an entry of the index stands for.</summary>
internal static class Kinds
{
    public const string Listing = "listing";

    /// <summary>
    /// A tombstone. Elasticsearch forgets the version of a deleted document after a minute, and an older write would bring it back; a
    /// tombstone keeps it.
    /// </summary>
    public const string Removed = "removed";

    /// <summary>In the place of a document that Elasticsearch refuses for what is in it.</summary>
    public const string Parked = "parked";

    /// <summary>The log position up to which the index is durable.</summary>
    public const string State = "state";
}

/// <summary>Names of the mapping's fields.</summary>
internal static class FieldNames
{
    private const string Question = "f.";

    public static bool IsQuestion(string facet) => facet.StartsWith(Question, StringComparison.Ordinal);

    public static string WithinObject(string facet) => IsQuestion(facet) ? facet[Question.Length..] : facet;

    public static string OfTerm(string facet) => IsQuestion(facet) ? facet : "terms." + facet;

    public static string OfClaim(string part) => "claims." + part;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
