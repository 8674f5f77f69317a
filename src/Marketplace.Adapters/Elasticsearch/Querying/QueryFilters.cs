using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch.Writing;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Elasticsearch.Querying;

/// <summary>The filters of a question, each by its name, so that any of them can be set aside.</summary>
internal sealed class QueryFilters
{
    /// <summary>The name of the five conditions on claims, which are one filter.</summary>
    public const string ClaimsName = "claims";

    private readonly List<(string Name, JsonObject Clause)> filters = [];

    public QueryFilters(IndexQuery query)
    {
        Claims = new ClaimClauses(query.Claims, query.Day);
        foreach (var (name, values) in query.Terms)
            if (values.Count > 0) filters.Add((name, OfDay(name) ? Clauses.Any(values.Select(value => On(name, value, query.Day))) : Clauses.AnyOf(FieldNames.OfTerm(name), values)));
        if (query.Methods.Count > 0) filters.Add((FilterNames.Method, Clauses.Methods(query.Methods, query.Day)));
        if (query.PriceMin is not null || query.PriceMax is not null) filters.Add((FilterNames.PriceRange, Clauses.PriceRange(query)));
        if (query.DaysMax is { } most) filters.Add((FilterNames.DaysMax, Clauses.Range("workingDays", "lte", most)));
        if (!Claims.AskNothing) filters.Add((ClaimsName, Claims.Listing()));
    }

    public ClaimClauses Claims { get; }

    /// <summary>Whether the value of a facet depends on the day.</summary>
    public static bool OfDay(string facet) => facet is FilterNames.Verdict or FilterNames.Basis;

    /// <summary>Whoever has this verdict or basis on the day.</summary>
    public static JsonObject On(string facet, string value, DateOnly day) => Clauses.Term($"{facet}.{value}", FieldNames.Day(day));

    /// <summary>All filters, but those that a facet is counted without.</summary>
    /// <param name="setAside">The names of what was left out.</param>
    public List<JsonNode> For(string facet, out string setAside)
    {
        var left = filters.Where(filter => IsSetAsideFor(facet, filter.Name)).Select(filter => filter.Name).ToList();
        setAside = string.Join('+', left);
        return [.. filters.Where(filter => !left.Contains(filter.Name)).Select(filter => filter.Clause.DeepClone())];
    }

    public List<JsonNode> All() => [.. filters.Select(filter => filter.Clause.DeepClone())];

    /// <summary>Fails one filter and passes all the others.</summary>
    public JsonObject ExactlyOneMissed() => Clauses.Any(filters.Select(missed => (JsonNode)Clauses.All(
        filters.Where(filter => filter.Name != missed.Name).Select(filter => filter.Clause.DeepClone())
            .Append(missed.Name == ClaimsName ? Claims.Missing() : Clauses.Not(missed.Clause.DeepClone())))));

    public bool AreNone => filters.Count == 0;

    private static bool IsSetAsideFor(string facet, string filter) =>
        filter == facet || filter == FilterNames.SetAsideFor(facet) || filter == ClaimsName && FilterNames.ClaimParts.Contains(facet);
}
