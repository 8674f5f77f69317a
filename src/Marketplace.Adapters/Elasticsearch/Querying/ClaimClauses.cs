using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch.Writing;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Elasticsearch.Querying;

/// <summary>The conditions that one active claim fulfils together.</summary>
internal sealed class ClaimClauses(ClaimFilter filter, DateOnly day)
{
    private const string Path = "claims";

    public bool AskNothing => FilterNames.ClaimParts.All(part => Asked(part).Count == 0);

    /// <summary>A listing with such a claim; where a part is set aside and nothing else is asked, every listing.</summary>
    public JsonObject Listing(string? without = null) =>
        FilterNames.ClaimParts.All(part => part == without || Asked(part).Count == 0) ? Clauses.Everything : Clauses.Nested(Path, Row(without));

    /// <summary>Such a claim itself.</summary>
    public JsonObject Row(string? without = null)
    {
        var clauses = new List<JsonNode> { Clauses.Term(FieldNames.OfClaim("active"), FieldNames.Day(day)) };
        foreach (var part in FilterNames.ClaimParts)
            if (part != without && Asked(part) is { Count: > 0 } values) clauses.Add(Clauses.AnyOf(FieldNames.OfClaim(part), values));
        if (without == FilterNames.Evidence || filter.EvidenceTypes.Count == 0)
            clauses.Add(Clauses.Not(Clauses.AnyOf(FieldNames.OfClaim(FilterNames.Evidence), ClaimRow.OnRequest)));
        return Clauses.All(clauses);
    }

    /// <summary>Who has none, but would, were a single part not asked for.</summary>
    public JsonObject Missing() => Clauses.All(
        Clauses.Not(Listing()),
        Clauses.Any(FilterNames.ClaimParts.Where(part => Asked(part).Count > 0).Select(part => Listing(part))));

    private IReadOnlyList<string> Asked(string part) => part switch
    {
        FilterNames.Standard => filter.Standards,
        FilterNames.Permit => filter.Permits,
        FilterNames.Evidence => filter.EvidenceTypes,
        FilterNames.Mark => filter.Marks,
        _ => filter.Accreditors,
    };
}
