using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch.Writing;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;
using Marketplace.Standards;

namespace Marketplace.Adapters.Elasticsearch.Querying;

/// <summary>The facets of a question as aggregations, those counted under the same filters together, and what comes back as counts.</summary>
internal sealed class FacetRequest(IndexQuery query, QueryFilters filters)
{
    /// <summary>More values than any facet has; what is beyond would not be counted.</summary>
    private const int MostValues = 10_000;

    private const string Values = "values";
    private const string Served = "served";
    private const string Listings = "listings";
    private const string Rows = "rows";

    private readonly List<string> facets = [.. query.Facets.Distinct()];

    public JsonObject Aggregations()
    {
        var groups = new JsonObject();
        foreach (var facet in facets)
        {
            var clauses = filters.For(facet, out var setAside);
            if (groups[GroupName(setAside)] is not JsonObject group)
                groups[GroupName(setAside)] = group = new JsonObject { ["filter"] = clauses.Count == 0 ? Clauses.Everything : Clauses.All(clauses), ["aggs"] = new JsonObject() };
            group["aggs"]![facet] = FilterNames.ClaimParts.Contains(facet) ? OfClaims(facet) : QueryFilters.OfDay(facet) ? OfTheDay(facet) : Terms(FieldNames.OfTerm(facet));
        }

        return groups;
    }

    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Read(JsonElement aggregations)
    {
        var counts = new Dictionary<string, IReadOnlyList<FacetCount>>(StringComparer.Ordinal);
        foreach (var facet in facets)
        {
            filters.For(facet, out var setAside);
            var counted = aggregations.GetProperty(GroupName(setAside)).GetProperty(facet);
            var found = FilterNames.ClaimParts.Contains(facet) ? ClaimCounts(counted.GetProperty(Rows))
                : QueryFilters.OfDay(facet) ? counted.GetProperty("buckets").EnumerateObject().Select(bucket => new FacetCount(bucket.Name, Count(bucket.Value)))
                : Buckets(counted).Select(bucket => new FacetCount(Key(bucket), Count(bucket)));
            counts[facet] = [.. found.Where(count => count.Count > 0).OrderBy(count => count.Value, StringComparer.Ordinal)];
        }

        return counts;
    }

    private static JsonObject Terms(string field) => new() { ["terms"] = new JsonObject { ["field"] = field, ["size"] = MostValues } };

    /// <summary>Verdict and basis are spans of days, so that each value is a question of its own.</summary>
    private JsonObject OfTheDay(string facet)
    {
        var values = facet == FilterNames.Verdict ? Enum.GetValues<Verdict>().Select(FilterNames.Of) : Enum.GetValues<Basis>().Select(FilterNames.Of);
        return Filters(values.Select(value => (value, QueryFilters.On(facet, value, query.Day))));
    }

    /// <summary>Of the claims that fulfil all but the facet's own condition, the values; and of these, how many listings have one.</summary>
    private JsonObject OfClaims(string facet)
    {
        var counted = new JsonObject { [Values] = WithListings(Terms(FieldNames.OfClaim(facet))) };
        if (facet == FilterNames.Standard && ClaimsServing() is { Count: > 0 } serving)
            counted[Served] = WithListings(Filters(serving.Select(pair => (pair.Key, Clauses.AnyOf(FieldNames.OfClaim(facet), pair.Value)))));
        return new JsonObject
        {
            ["nested"] = new JsonObject { ["path"] = "claims" },
            ["aggs"] = new JsonObject { [Rows] = new JsonObject { ["filter"] = filters.Claims.Row(facet), ["aggs"] = counted } },
        };
    }

    /// <summary>A standard → itself and the others, a claim to which serves for it.</summary>
    private Dictionary<string, HashSet<string>> ClaimsServing()
    {
        var serving = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (held, others) in query.ServesFor ?? new Dictionary<string, IReadOnlyList<string>>())
            foreach (var served in others)
            {
                if (!serving.TryGetValue(served, out var claims)) serving[served] = claims = [served];
                claims.Add(held);
            }
        return serving;
    }

    private static IEnumerable<FacetCount> ClaimCounts(JsonElement rows)
    {
        var counts = Buckets(rows.GetProperty(Values)).ToDictionary(Key, bucket => Count(bucket.GetProperty(Listings)), StringComparer.Ordinal);
        if (rows.TryGetProperty(Served, out var served))
            foreach (var bucket in served.GetProperty("buckets").EnumerateObject()) counts[bucket.Name] = Count(bucket.Value.GetProperty(Listings));
        return counts.Select(count => new FacetCount(count.Key, count.Value));
    }

    private static JsonObject Filters(IEnumerable<(string Name, JsonObject Clause)> named)
    {
        var clauses = new JsonObject();
        foreach (var (name, clause) in named) clauses[name] = clause;
        return new JsonObject { ["filters"] = new JsonObject { ["filters"] = clauses } };
    }

    private static JsonObject WithListings(JsonObject counted)
    {
        counted["aggs"] = new JsonObject { [Listings] = new JsonObject { ["reverse_nested"] = new JsonObject() } };
        return counted;
    }

    private static string GroupName(string setAside) => "without:" + setAside;

    private static JsonElement.ArrayEnumerator Buckets(JsonElement counted) => counted.GetProperty("buckets").EnumerateArray();

    private static string Key(JsonElement bucket) => bucket.GetProperty("key").GetString()!;

    private static int Count(JsonElement bucket) => bucket.GetProperty("doc_count").GetInt32();
}
