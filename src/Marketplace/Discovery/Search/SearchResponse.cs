using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

// What SearchJson writes by hand, as types, so that the API's description can be derived; a test holds the two together.

public sealed record SearchResponse(
    long Total, string Sentence, IReadOnlyList<SearchItem> Items, IReadOnlyList<SearchFacet> Facets, string? Next, string? DidYouMean,
    IReadOnlyList<SearchExcluded> Excluded, bool Degraded);

public sealed record SearchItem(
    ListingId Id, long Version, Bilingual Title, SearchProvider Provider, string Class, string? Verdict, string? Basis,
    IReadOnlyList<SearchStandard> Standards, IReadOnlyList<SearchPermit> Permits, SearchPrice? Price, int? Days, DateTimeOffset Updated,
    IReadOnlyList<Bilingual> Why);

public sealed record SearchProvider(ProviderId Id, Bilingual Name, string Region);

/// <param name="Via">Where an equivalent was accepted: the documents on the way to it, the one asked for first.</param>
public sealed record SearchStandard(string Id, IReadOnlyList<string> Via, string? Degree, string Status, string Verification, DateOnly? Checked);

public sealed record SearchPermit(string Code, string Status, string Verification, DateOnly? Checked);

public sealed record SearchPrice(string Model, string Form, long? Min, long? Max, string? Currency, string? Unit);

public sealed record SearchFacet(string Name, string Label, IReadOnlyList<SearchFacetValue> Values);

public sealed record SearchFacetValue(string Value, string Label, int Count);

public sealed record SearchExcluded(ListingId Id, Bilingual Title, IReadOnlyList<SearchFailure> Fails);

public sealed record SearchFailure(string Filter, string Requirement, Bilingual Reason);
