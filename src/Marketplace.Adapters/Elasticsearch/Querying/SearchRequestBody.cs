using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Adapters.Memory;
using Marketplace.Discovery;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Elasticsearch.Querying;

/// <summary>
/// A question as requests to Elasticsearch: one for hits and facets (the filters come after the facets are counted, each facet without
/// its own), and one for near misses where they are asked for.
/// </summary>
internal sealed class SearchRequestBody
{
    private readonly IndexQuery query;
    private readonly QueryFilters filters;
    private readonly FacetRequest facets;
    private readonly Ordering order;

    public SearchRequestBody(IndexQuery query)
    {
        this.query = query;
        filters = new QueryFilters(query);
        facets = new FacetRequest(query, filters);
        order = new Ordering(query);
    }

    public JsonObject Hits()
    {
        var body = Body(query.Size, query.Facets.Count == 0 ? filters.All() : []);
        body["track_total_hits"] = true;
        if (query.Facets.Count > 0)
        {
            body["aggs"] = facets.Aggregations();
            if (!filters.AreNone) body["post_filter"] = Clauses.All(filters.All());
        }

        if (query.After is { } after) body["search_after"] = order.After(after);
        return body;
    }

    /// <summary>Null where nothing can be missed by just one filter.</summary>
    public JsonObject? Misses() => query.NearMisses == 0 || filters.AreNone ? null : Body(query.NearMisses, [filters.ExactlyOneMissed()]);

    /// <summary>Everything that passes, in order of id, after one.</summary>
    public JsonObject ById(int size, string? after, string? pointInTime)
    {
        var body = Body(size, filters.All());
        body["sort"] = new JsonArray(new JsonObject { ["id"] = "asc" });
        if (after is not null) body["search_after"] = new JsonArray(after);
        if (pointInTime is not null) body["pit"] = new JsonObject { ["id"] = pointInTime, ["keep_alive"] = "1m" };
        body["track_total_hits"] = false;
        return body;
    }

    public IndexAnswer Read(JsonElement answer, JsonElement? misses)
    {
        var hits = answer.GetProperty("hits");
        return new IndexAnswer(
            hits.GetProperty("total").GetProperty("value").GetInt64(),
            [.. hits.GetProperty("hits").EnumerateArray().Select(hit => new IndexHit(Document(hit), order.Read(hit.GetProperty("sort"))))],
            query.Facets.Count == 0 ? new Dictionary<string, IReadOnlyList<FacetCount>>() : facets.Read(answer.GetProperty("aggregations")),
            misses is { } missed ? Blame(missed) : []);
    }

    public static SearchDocument Document(JsonElement hit) => hit.GetProperty("_source").GetProperty("document").Deserialize<SearchDocument>(MarketJson.Options)!;

    /// <summary>Which filter it was is told by the document itself, in the words of the plainest engine.</summary>
    private List<NearMiss> Blame(JsonElement missed)
    {
        var filter = new MemoryFilter(query);
        return [.. missed.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(Document)
            .Select(document => (document, Failed: filter.OnlyFailure(document))).Where(miss => miss.Failed is not null)
            .Select(miss => new NearMiss(miss.document, miss.Failed!))];
    }

    private JsonObject Body(int size, IEnumerable<JsonNode> under)
    {
        var inner = new JsonObject { ["filter"] = new JsonArray([Clauses.ListedOn(query.Day), .. under]) };
        if (query.Text is { } text)
        {
            if (order.ScoresText) inner["must"] = Clauses.Text(text);
            else foreach (var clause in Clauses.Text(text).ToList()) ((JsonArray)inner["filter"]!).Add(clause!.DeepClone());
        }

        if (order.Preferred is { } currency)
            inner["should"] = new JsonArray(new JsonObject { ["constant_score"] = new JsonObject { ["filter"] = Clauses.All(Clauses.Term("cost.currency", currency), new JsonObject { ["exists"] = new JsonObject { ["field"] = "cost.from" } }) } });
        return new JsonObject { ["size"] = size, ["query"] = new JsonObject { ["bool"] = inner }, ["sort"] = order.Sort() };
    }
}
