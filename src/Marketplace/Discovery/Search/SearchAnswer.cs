namespace Marketplace.Discovery.Search;

/// <summary>What a search came to, before it is written as JSON, as a page or as CSV.</summary>
internal sealed record SearchAnswer(SearchPlan Plan, IndexAnswer Found)
{
    public required string Sentence { get; init; }
    public required string? Next { get; init; }
    public required string? DidYouMean { get; init; }
    public required IReadOnlyList<ExcludedListing> Excluded { get; init; }
    /// <summary>Something may be missing: the index is still catching up with the store, or a stand-in answers.</summary>
    public required bool Degraded { get; init; }
    public bool IsFromStandIn { get; init; }

    public SearchRequest Request => Plan.Request;

    /// <summary>How many of the hits found are on the page.</summary>
    public int Shown => Math.Min(Found.Hits.Count, Request.Size);
}
