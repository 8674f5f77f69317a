using System.Diagnostics;
using Marketplace.Discovery.Indexing;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>Finds listings by what they demonstrably comply with.</summary>
internal sealed class SearchListings(ISearchIndex index, PlanSearch plans, SearchExplaining explaining, SearchCursor cursors, IndexState state)
{
    /// <summary>How many excluded listings are shown.</summary>
    public const int MostExcluded = 20;

    /// <summary>How many are looked at for those worth showing: a lapsed certificate says more than one that never was.</summary>
    private const int MostMisses = 200;

    /// <param name="day">Evidence counts when it is active on it.</param>
    /// <param name="missesWhenEmpty">With no hit, show the nearest misses unasked, as a page does.</param>
    public async ValueTask<Outcome<SearchAnswer>> Run(SearchRequest request, DateOnly day, bool missesWhenEmpty, CancellationToken cancel)
    {
        using var activity = DiscoveryTelemetry.Source.StartActivity("search");
        var started = Stopwatch.GetTimestamp();
        SortKeys? after = null;
        if (request.Cursor is not null && (after = cursors.Open(request)) is null)
        {
            return Refusal.Because(RefusalKind.Invalid, "bad_cursor",
                "翻页标记无效或不属于此次检索。", "The cursor is not one of ours, or belongs to another search.", "cursor");
        }

        var plan = plans.For(request, day, after, request.Excluded ? MostMisses : 0);
        var found = await index.Search(plan.Query, cancel);
        var misses = found.NearMisses;
        if (found.Total == 0 && missesWhenEmpty && !request.Excluded && !request.IsOpen)
            misses = (await index.Search(plan.Query with { NearMisses = MostMisses, Facets = [] }, cancel)).NearMisses;

        var answer = new SearchAnswer(plan, found)
        {
            Sentence = explaining.Sentence(request, found.Total),
            Next = NextPage(request, found),
            DidYouMean = found.Total == 0 && request.Text.Length > 0 ? await DidYouMean(request.Text, cancel) : null,
            Excluded = misses.Count == 0 ? [] : [.. misses.Select(miss => explaining.Miss(miss, plan)).OrderByDescending(miss => miss.IsTelling).Take(MostExcluded)],
            Degraded = state.IsCatchingUp || index.IsStandIn,
            IsFromStandIn = index.IsStandIn,
        };
        DiscoveryTelemetry.Searched(Stopwatch.GetElapsedTime(started));
        activity?.SetTag("marketplace.search.total", found.Total);
        return answer;
    }

    /// <summary>The plan asks for one hit more than the page shows, which tells whether there is a next one.</summary>
    private string? NextPage(SearchRequest request, IndexAnswer found) =>
        found.Hits.Count > request.Size ? cursors.Seal(request, found.Hits[request.Size - 1].Keys) : null;

    private async ValueTask<string?> DidYouMean(string text, CancellationToken cancel)
    {
        var words = QueryWords.Words(text);
        var changed = false;
        for (var i = 0; i < words.Length; i++)
        {
            if (await index.Nearest(words[i], cancel) is not { } better || string.Equals(better, words[i], StringComparison.OrdinalIgnoreCase)) continue;
            words[i] = better;
            changed = true;
        }

        return changed ? string.Join(' ', words) : null;
    }
}

/// <summary>The sentence above the hits and the reasons below them.</summary>
internal sealed class SearchExplaining(SearchVocabulary vocabulary)
{
    private readonly SearchSentence sentence = new(vocabulary);
    private readonly MissReason misses = new(vocabulary);

    public string Sentence(SearchRequest request, long total) => sentence.Of(request, total, request.Language);

    public ExcludedListing Miss(NearMiss miss, SearchPlan plan) => misses.For(miss, plan);

    public WhyHere Why(SearchPlan plan) => new(plan, vocabulary);
}
