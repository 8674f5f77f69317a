using Marketplace.Accreditation;
using Marketplace.Demo;
using Marketplace.Listings;
using Marketplace.Standards;

namespace Marketplace.Tests.Demo;

/// <summary>One sample of the demo market, made once for all its tests.</summary>
public sealed class DemoSample : IDisposable
{
    public const int Size = 600;

    private readonly ListingConformity conformity;

    public DemoSample()
    {
        Catalogue = Catalogue.Load();
        conformity = new ListingConformity(Catalogue);
        Market = new DemoMarket(Catalogue, new CertificateTerms(Catalogue), conformity);
        Firms = [.. Market.Firms(Size, seed: 1, Today, TimeZoneInfo.Utc)];
        Listings = [.. Firms.SelectMany(firm => firm.Listings.Select(listing => (firm, listing)))];
    }

    public static DateOnly Today { get; } = new(2026, 11, 24);

    public Catalogue Catalogue { get; }

    internal DemoMarket Market { get; }

    internal IReadOnlyList<DemoFirm> Firms { get; }

    internal IReadOnlyList<(DemoFirm Firm, Listing Listing)> Listings { get; }

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    /// <summary>By the certificates as they stand after everything that happened to them.</summary>
    internal ConformityResult VerdictOn((DemoFirm Firm, Listing Listing) it, DateOnly day) =>
        conformity.Judge(it.Listing.Published!, it.Firm.Certificates.Select(states => states[^1]), day).Result;

    public void Dispose() => conformity.Dispose();
}
