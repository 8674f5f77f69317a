using System.Text.Json.Nodes;
using Marketplace.Adapters.Searching;
using Marketplace.Adapters.Text;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Elasticsearch.Querying;

/// <summary>The parts of a question in Elasticsearch's query language.</summary>
internal static class Clauses
{
    public static JsonObject Everything => new() { ["match_all"] = new JsonObject() };

    public static JsonObject Term(string field, JsonNode value) => new() { ["term"] = new JsonObject { [field] = value } };

    public static JsonObject AnyOf(string field, IEnumerable<string> values) =>
        new() { ["terms"] = new JsonObject { [field] = new JsonArray([.. values.Select(value => (JsonNode)value)]) } };

    /// <summary>All hold; nothing is scored.</summary>
    public static JsonObject All(params IEnumerable<JsonNode> clauses) => clauses.ToArray() is { Length: 1 } only && only[0] is JsonObject single
        ? single : new() { ["bool"] = new JsonObject { ["filter"] = new JsonArray([.. clauses]) } };

    public static JsonObject Any(IEnumerable<JsonNode> clauses) =>
        new() { ["bool"] = new JsonObject { ["should"] = new JsonArray([.. clauses]), ["minimum_should_match"] = 1 } };

    public static JsonObject Not(JsonNode clause) => new() { ["bool"] = new JsonObject { ["must_not"] = new JsonArray(clause) } };

    public static JsonObject Nested(string path, JsonNode query) =>
        new() { ["nested"] = new JsonObject { ["path"] = path, ["query"] = query, ["score_mode"] = "none" } };

    public static JsonObject ListedOn(DateOnly day) => Term("listed", Writing.FieldNames.Day(day));

    /// <summary>
    /// Every clause by any of its alternatives in any field; an alternative is in a field when three quarters of its terms are. Repeated
    /// terms of an alternative are asked for once.
    /// </summary>
    public static JsonArray Text(TextQuery text) => [.. text.Clauses.Select(clause => Any(clause.Select(InAnyField)))];

    private static JsonObject InAnyField(string alternative) => new()
    {
        ["multi_match"] = new JsonObject
        {
            ["query"] = Repetition.Limit(alternative, 1),
            ["type"] = "most_fields",
            ["fields"] = new JsonArray([.. SearchText.Fields.Select(field => (JsonNode)FormattableString.Invariant($"{field.Name}^{field.Boost}"))]),
            ["minimum_should_match"] = "75%",
        },
    };

    public static JsonObject Methods(IReadOnlyList<MethodAsk> asks, DateOnly day) => All(asks.Select(ask => Covering(ask, day)));

    private static JsonObject Covering(MethodAsk ask, DateOnly day)
    {
        var any = ask.Alternatives.Select(method => method.Edition is null
            ? Term("covered.method", method.Method)
            : All(Term("covered.method", method.Method), Any([Term("covered.edition", method.Edition), Term("covered.flexible", true)])));
        return Nested("covered", All(Term("covered.active", Writing.FieldNames.Day(day)), Any(any)));
    }

    public static JsonObject PriceRange(IndexQuery query)
    {
        var clauses = new List<JsonNode> { Term("cost.currency", query.Currency ?? HitOrder.DefaultCurrency) };
        if (query.PriceMax is { } most) clauses.Add(Range("cost.from", "lte", most));
        if (query.PriceMin is { } least) clauses.Add(Range("cost.to", "gte", least));
        clauses.Add(new JsonObject { ["exists"] = new JsonObject { ["field"] = "cost.from" } });
        return All(clauses);
    }

    public static JsonObject Range(string field, string bound, long value) =>
        new() { ["range"] = new JsonObject { [field] = new JsonObject { [bound] = value } } };
}
