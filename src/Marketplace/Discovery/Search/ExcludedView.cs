namespace Marketplace.Discovery.Search;

/// <summary>A listing that is not among the hits, and why.</summary>
public sealed record ExcludedView(SearchDocument Document, IReadOnlyList<(string Filter, string Reason)> Reasons);
