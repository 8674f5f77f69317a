using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Memory;

/// <summary>The filters of a query, each by its name, applied to one document.</summary>
internal sealed class MemoryFilter
{
    private readonly IndexQuery query;
    private readonly List<(string Name, Func<SearchDocument, bool> Holds)> filters = [];

    public MemoryFilter(IndexQuery query)
    {
        this.query = query;
        foreach (var (name, values) in query.Terms)
            if (values.Count > 0) filters.Add((name, document => TermsOf(document, name).Any(values.Contains)));
        if (query.Methods.Count > 0) filters.Add((FilterNames.Method, document => query.Methods.All(ask => Covers(document, ask))));
        if (query.PriceMin is not null || query.PriceMax is not null) filters.Add((FilterNames.PriceRange, InPriceRange));
        if (query.DaysMax is not null) filters.Add((FilterNames.DaysMax, document => document.Days <= query.DaysMax));
    }

    public bool Passes(SearchDocument document) => PassesWithout(document, null) && HasClaim(document, query.Claims);

    /// <summary>The distinct values of a facet with which the document would be found, the facet's own filter set aside.</summary>
    public IEnumerable<string> ValuesIn(string facet, SearchDocument document)
    {
        if (!PassesWithout(document, facet)) return [];
        if (!FilterNames.ClaimParts.Contains(facet)) return HasClaim(document, query.Claims) ? TermsOf(document, facet).Distinct() : [];
        var others = Without(query.Claims, facet);
        return document.Claims.Where(row => Fulfils(row, others)).SelectMany(row => CountedFor(row, facet)).Distinct();
    }

    /// <summary>The one filter the document fails; null where it fails none or several.</summary>
    public string? OnlyFailure(SearchDocument document)
    {
        var failed = filters.Where(filter => !filter.Holds(document)).Select(filter => filter.Name).ToList();
        if (HasClaim(document, query.Claims)) return failed.Count == 1 ? failed[0] : null;
        return failed.Count > 0 ? null : FilterNames.ClaimParts.FirstOrDefault(part => HasClaim(document, Without(query.Claims, part)));
    }

    private IEnumerable<string> CountedFor(ClaimRow row, string facet) =>
        facet == FilterNames.Standard && row.StandardId is { } standard && query.ServesFor?.GetValueOrDefault(standard) is { } others
            ? [standard, .. others] : ValuesOf(row, facet);

    private bool PassesWithout(SearchDocument document, string? facet) =>
        filters.All(filter => facet is not null && (filter.Name == facet || filter.Name == FilterNames.SetAsideFor(facet)) || filter.Holds(document));

    private IEnumerable<string> TermsOf(SearchDocument document, string name) => name switch
    {
        FilterNames.Verdict => [FilterNames.Of(document.SpanOn(query.Day)!.Verdict)],
        FilterNames.Basis => [FilterNames.Of(document.SpanOn(query.Day)!.Basis)],
        _ => document.Terms.TryGetValue(name, out var values) ? values : [],
    };

    private bool Covers(SearchDocument document, MethodAsk ask) =>
        document.Covered.Any(row => row.IsActiveOn(query.Day) && ask.Alternatives.Any(method => row.Covers(method.Method, method.Edition)));

    private bool InPriceRange(SearchDocument document)
    {
        if (document.Price is not { } price || price.Currency != (query.Currency ?? HitOrder.DefaultCurrency)) return false;
        var (least, most) = (price.From, price.To);
        return least <= (query.PriceMax ?? long.MaxValue) && most >= (query.PriceMin ?? long.MinValue);
    }

    private bool HasClaim(SearchDocument document, ClaimFilter claims) => AsksNothing(claims) || document.Claims.Any(row => Fulfils(row, claims));

    private bool Fulfils(ClaimRow row, ClaimFilter claims) =>
        row.IsActiveOn(query.Day)
        && (claims.EvidenceTypes.Count == 0 ? !ClaimRow.CountsOnlyOnRequest(row.EvidenceType) : claims.EvidenceTypes.Contains(row.EvidenceType))
        && Holds(claims.Standards, ValuesOf(row, FilterNames.Standard))
        && Holds(claims.Permits, ValuesOf(row, FilterNames.Permit))
        && Holds(claims.Marks, ValuesOf(row, FilterNames.Mark))
        && Holds(claims.Accreditors, ValuesOf(row, FilterNames.Accreditor));

    private static bool Holds(IReadOnlyList<string> asked, IEnumerable<string> values) => asked.Count == 0 || values.Any(asked.Contains);

    private static IEnumerable<string> ValuesOf(ClaimRow row, string part) => part switch
    {
        FilterNames.Standard => row.StandardId is null ? [] : [row.StandardId],
        FilterNames.Permit => row.Permit is null ? [] : [row.Permit],
        FilterNames.Mark => row.Marks,
        FilterNames.Accreditor => row.Accreditor is null ? [] : [row.Accreditor],
        _ => [row.EvidenceType],
    };

    private static bool AsksNothing(ClaimFilter claims) =>
        claims is { Standards.Count: 0, Permits.Count: 0, EvidenceTypes.Count: 0, Marks.Count: 0, Accreditors.Count: 0 };

    private static ClaimFilter Without(ClaimFilter claims, string part) => part switch
    {
        FilterNames.Standard => claims with { Standards = [] },
        FilterNames.Permit => claims with { Permits = [] },
        FilterNames.Evidence => claims with { EvidenceTypes = [] },
        FilterNames.Mark => claims with { Marks = [] },
        _ => claims with { Accreditors = [] },
    };
}
