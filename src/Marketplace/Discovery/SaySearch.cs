using Marketplace.Discovery.Search;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Discovery;

/// <summary>A search as the site itself writes and says it.</summary>
/// <param name="Address">Its one address, without what only turns pages.</param>
internal sealed record SaidSearch(string Address, Bilingual Sentence);

/// <summary>
/// Says a search again from its address, for a room that keeps what led a reader to a listing. Nothing of it is taken from the caller but the
/// questions: the sentence and its count are made here, today.
/// </summary>
internal sealed class SaySearch(SearchParameters parameters, SearchListings search, SearchExplaining explaining, MarketClock clock)
{
    private const int LongestQuery = 4000;

    /// <param name="query">Of a search page's address.</param>
    /// <returns>Null where nothing is asked in it that search knows.</returns>
    public async Task<SaidSearch?> Run(string? query, CancellationToken cancel = default)
    {
        if (string.IsNullOrEmpty(query) || query.Length > LongestQuery) return null;
        var request = parameters.ReadLeniently(new QueryCollection(QueryHelpers.ParseQuery(query)), Language.En) with { Cursor = null, Excluded = false, Size = SearchRequest.DefaultSize };
        if (request.IsOpen || !(await search.Run(request, clock.Today, missesWhenEmpty: false, cancel)).Is(out var answer, out _)) return null;
        var total = answer.Found.Total;
        return new SaidSearch(SearchUrl.Page(request), new Bilingual(explaining.Sentence(request with { Language = Language.Zh }, total), explaining.Sentence(request, total)));
    }
}
