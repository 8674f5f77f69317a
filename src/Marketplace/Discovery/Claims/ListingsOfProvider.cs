using Marketplace.Discovery.Search;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Claims;

/// <summary>Puts onto a provider's page what it has listed, with the verdict of the day.</summary>
internal sealed class ListingsOfProvider(ISearchIndex index, SearchVocabulary vocabulary) : IProviderListings
{
    /// <summary>More than the providers of one page have together.</summary>
    private const int Most = 100_000;

    public async ValueTask<IReadOnlyList<ProviderListing>> Of(ProviderId provider, DateOnly day, CancellationToken cancel = default) =>
        [.. (await ListedBy([provider], day, cancel)).OrderBy(d => d.Class, StringComparer.Ordinal).ThenBy(d => d.Id.Value, StringComparer.Ordinal)
            .Select(d => Shown(d, d.SpanOn(day)!))];

    /// <summary>All are asked for at once, of the index, which knows them without reading a listing.</summary>
    public async ValueTask<IReadOnlyDictionary<ProviderId, int>> Count(IReadOnlyCollection<ProviderId> providers, DateOnly day, CancellationToken cancel = default) =>
        providers.Count == 0 ? new Dictionary<ProviderId, int>() : (await ListedBy(providers, day, cancel)).CountBy(d => d.Provider).ToDictionary();

    private ValueTask<IReadOnlyList<SearchDocument>> ListedBy(IReadOnlyCollection<ProviderId> providers, DateOnly day, CancellationToken cancel) =>
        index.All(new IndexQuery
        {
            Day = day,
            Claims = ClaimFilter.None,
            Terms = new Dictionary<string, IReadOnlyList<string>> { ["provider"] = [.. providers.Select(provider => provider.Value)] },
        }, Most, cancel);

    private ProviderListing Shown(SearchDocument document, VerdictSpan span) => new(
        document.Id, document.Title, vocabulary.LabelOf("class", document.Class),
        vocabulary.LabelOf("verdict", VerdictNames.Of(span.Verdict)), span.Verdict == Verdict.Met);
}
