using Marketplace.Discovery.Search;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Claims;

/// <summary>Puts onto a provider's page what it has listed, with the verdict of the day.</summary>
internal sealed class ListingsOfProvider(IListings listings, ISearchIndex index, SearchVocabulary vocabulary) : IProviderListings
{
    public async ValueTask<IReadOnlyList<ProviderListing>> Of(ProviderId provider, DateOnly day, CancellationToken cancel = default)
    {
        var published = (await listings.OfProvider(provider, cancel)).Where(l => l.Value.Status == ListingStatus.Published).Select(l => l.Value.Id).ToList();
        return [.. (await index.Find(published, cancel)).Where(d => d.IsListedOn(day)).OrderBy(d => d.Class, StringComparer.Ordinal).ThenBy(d => d.Id.Value, StringComparer.Ordinal)
            .Select(d => Shown(d, d.SpanOn(day)!))];
    }

    public async ValueTask<IReadOnlyDictionary<ProviderId, int>> Count(IReadOnlyCollection<ProviderId> providers, DateOnly day, CancellationToken cancel = default)
    {
        var published = new List<ListingId>();
        foreach (var provider in providers)
            published.AddRange((await listings.OfProvider(provider, cancel)).Where(l => l.Value.Status == ListingStatus.Published).Select(l => l.Value.Id));
        return (await index.Find(published, cancel)).Where(d => d.IsListedOn(day)).CountBy(d => d.Provider).ToDictionary();
    }

    private ProviderListing Shown(SearchDocument document, VerdictSpan span) => new(
        document.Id, document.Title, vocabulary.LabelOf("class", document.Class),
        vocabulary.LabelOf("verdict", VerdictNames.Of(span.Verdict)), span.Verdict == Verdict.Met);
}
