using Marketplace.Vocabulary;

namespace Marketplace.Discovery;

public enum SearchSort { Relevance, Price, Days, Newest }

/// <summary>
/// A parsed text query: every clause must match; a clause matches when any of its alternatives (synonyms, already expanded) does;
/// an alternative matches a field when at least 75 % (rounded down, at least one) of its analysed tokens are in it.
/// </summary>
public sealed record TextQuery(IReadOnlyList<IReadOnlyList<string>> Clauses);

/// <summary>
/// Conditions that one active claim row must fulfil together; an empty list asks nothing of that part. Without evidence types asked for,
/// rows of every type count but those of <see cref="ClaimRow.CountsOnlyOnRequest"/>; and with all five lists empty nothing is asked of
/// the claims at all, so a listing without any is in.
/// </summary>
public sealed record ClaimFilter(
    IReadOnlyList<string> Standards, IReadOnlyList<string> Permits, IReadOnlyList<string> EvidenceTypes,
    IReadOnlyList<string> Marks, IReadOnlyList<string> Accreditors)
{
    /// <summary>Asks nothing of the claims.</summary>
    public static ClaimFilter None { get; } = new([], [], [], [], []);
}

/// <summary>A method asked for: any of the (method, edition) pairs will do; a null edition means any.</summary>
public sealed record MethodAsk(string Asked, IReadOnlyList<(string Method, string? Edition)> Alternatives);

/// <summary>
/// A search as an index understands it. Filters of different names all hold; values of one filter are alternatives; methods all hold.
/// <see cref="Terms"/> holds class, provider, region, serves, providerSize, language, days, price, verdict, basis and f.{key}; verdict and basis
/// by the names JSON gives them (<c>notEvidenced</c>, <c>own_word</c>).
/// </summary>
public sealed record IndexQuery
{
    public required DateOnly Day { get; init; }
    public TextQuery? Text { get; init; }
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Terms { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    public required ClaimFilter Claims { get; init; }
    /// <summary>
    /// Where equivalents are accepted: a standard → the others that a claim to it serves for. The filter names them already; the standard
    /// facet counts a listing for each of them too, once.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? ServesFor { get; init; }
    public IReadOnlyList<MethodAsk> Methods { get; init; } = [];
    /// <summary>The currency of the price range and of the order by price; CNY where null. By itself it leaves nothing out.</summary>
    public string? Currency { get; init; }
    /// <summary>With either end given, listings priced in the currency whose own range (min to max, or min alone) touches it.</summary>
    public long? PriceMin { get; init; }
    public long? PriceMax { get; init; }
    public int? DaysMax { get; init; }
    public SearchSort Sort { get; init; }
    public int Size { get; init; } = 20;
    /// <summary>Sort keys of the last hit of the page before.</summary>
    public SortKeys? After { get; init; }
    /// <summary>Names of the facets to count: standard, permit, mark, accreditor, verdict, basis or a name of <see cref="Terms"/>.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];
    /// <summary>How many listings that fail exactly one filter to return.</summary>
    public int NearMisses { get; init; }
}

/// <summary>
/// Where a hit stands in its order: by group, then key, then id, the smaller first, whatever the sort (a score and a date are negated).
/// <paramref name="Group"/> puts the chosen currency first and unpriced last. Relevance without a text is newest.
/// </summary>
public sealed record SortKeys(int Group, double Key, string Id);

/// <summary>One hit. The document is the index's own and is never changed.</summary>
public sealed record IndexHit(SearchDocument Document, SortKeys Keys);

/// <summary>A listing that fails exactly this filter (a name of <see cref="IndexQuery.Terms"/>, standard, permit, evidence, mark, accreditor, method, priceRange or daysMax).</summary>
/// <remarks>Of the claim filters, which one row must fulfil together, the first without which it would be in.</remarks>
public sealed record NearMiss(SearchDocument Document, string Filter);

/// <summary>Counts of zero are left out; the values of a facet come in ordinal order.</summary>
public sealed record FacetCount(string Value, int Count);

public sealed record IndexAnswer(
    long Total, IReadOnlyList<IndexHit> Hits,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets, IReadOnlyList<NearMiss> NearMisses);

/// <summary>
/// The engine of discovery. Only documents that are listed on the day of the query count. Text is analysed alike for both languages:
/// standard tokenizer, width folding, lower case, English stop words and stemming, CJK bigrams; of a term repeated in one field
/// only the first three count. Facets are counted under all filters but their own. Hits of equal rank come in order of id.
/// </summary>
public interface ISearchIndex
{
    /// <summary>Whether a stand-in answers at the moment, since the engine itself does not; then something may be missing.</summary>
    bool IsStandIn => false;

    /// <summary>Takes documents in; one whose position is older than what stands is ignored. Searchable when the task completes.</summary>
    Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default);

    /// <summary>Takes listings out, as of a log position.</summary>
    Task Remove(IReadOnlyList<(ListingId Id, long Position)> listings, CancellationToken cancel = default);

    ValueTask<IndexAnswer> Search(IndexQuery query, CancellationToken cancel = default);

    /// <summary>Documents by id; those that are not there are left out.</summary>
    ValueTask<IReadOnlyList<SearchDocument>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default);

    /// <summary>All documents matching the filters, in order of id, for coverage and exports; at most <paramref name="most"/>.</summary>
    ValueTask<IReadOnlyList<SearchDocument>> All(IndexQuery query, int most, CancellationToken cancel = default);

    /// <summary>An indexed word close to this one that occurs more often, or null.</summary>
    ValueTask<string?> Nearest(string word, CancellationToken cancel = default);

    ValueTask<long> Count(CancellationToken cancel = default);

    /// <summary>The log position up to which the index is durable; what came after it is heard again on a restart.</summary>
    ValueTask<long> Position(CancellationToken cancel = default);

    /// <summary>Makes everything put so far durable, and records the log position.</summary>
    Task Flush(long position, CancellationToken cancel = default);

    /// <summary>A new, empty generation to fill while this one serves; it replaces this one when it is completed.</summary>
    Task<IIndexRebuild> Rebuild(CancellationToken cancel = default);
}

/// <summary>A generation of the index under construction.</summary>
public interface IIndexRebuild : IAsyncDisposable
{
    Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default);

    /// <summary>Replaces the generation that serves, keeping what was put there at a later position.</summary>
    Task Complete(long position, CancellationToken cancel = default);
}
