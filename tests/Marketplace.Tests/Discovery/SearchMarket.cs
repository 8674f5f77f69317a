using Marketplace.Accreditation;
using Marketplace.Adapters.Memory;
using Marketplace.Demo;
using Marketplace.Discovery.Coverage;
using Marketplace.Discovery.Indexing;
using Marketplace.Discovery.Search;
using Marketplace.Listings;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Discovery;

/// <summary>A small demo market in the naive index, searched through the very classes that the site uses.</summary>
public sealed class SearchMarket : IDisposable
{
    private readonly ListingConformity conformity;

    public SearchMarket()
    {
        Catalogue = Catalogue.Load();
        conformity = new ListingConformity(Catalogue);
        Vocabulary = new SearchVocabulary(Catalogue);
        Parameters = new SearchParameters(Vocabulary);
        Plans = new PlanSearch(Vocabulary, new QueryWords(ShippedSynonyms.Of(Catalogue)));
        Cursors = new SearchCursor(new EphemeralDataProtectionProvider());
        Project = new ProjectListing(Vocabulary);
        Search = new SearchListings(Index, Plans, new SearchExplaining(Vocabulary), Cursors, State);
        Coverage = new FindCoverage(Index, new ResolveLines(Vocabulary, Plans), Plans, State);
        var market = new DemoMarket(Catalogue, new CertificateTerms(Catalogue), conformity);
        Documents = [.. market.Firms(160, seed: 3, Today, TimeZoneInfo.Utc).SelectMany(firm => firm.Listings.Where(l => l.Published is not null)
            .Select(l => Project.Run(new Document<Listing>(l, 1), firm.Provider, firm.Certificates.Select(states => states[^1]), 1)))];
        Index.Put(Documents).GetAwaiter().GetResult();
    }

    public static DateOnly Today { get; } = new(2026, 11, 24);

    public Catalogue Catalogue { get; }

    internal SearchVocabulary Vocabulary { get; }

    internal SearchParameters Parameters { get; }

    internal PlanSearch Plans { get; }

    internal SearchCursor Cursors { get; }

    internal ProjectListing Project { get; }

    internal IndexState State { get; } = new();

    internal MemorySearchIndex Index { get; } = new();

    internal SearchListings Search { get; }

    internal FindCoverage Coverage { get; }

    internal IReadOnlyList<SearchDocument> Documents { get; }

    /// <summary>Reads a query string as the API does.</summary>
    internal Outcome<SearchRequest> Read(string query) => Parameters.Read(Query(query), Language.En);

    internal async Task<SearchAnswer> Find(string query, DateOnly? day = null) =>
        (await Search.Run(Read(query).Value, day ?? Today, missesWhenEmpty: false, TestContextToken)).Value;

    internal static QueryCollection Query(string query) =>
        new(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query).ToDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase));

    private static CancellationToken TestContextToken => Xunit.TestContext.Current.CancellationToken;

    public void Dispose() => conformity.Dispose();
}
