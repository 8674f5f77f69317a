using Marketplace.Accreditation;
using Marketplace.Demo.Content;
using Marketplace.Demo.Making;
using Marketplace.Listings;
using Marketplace.Standards;

namespace Marketplace.Demo;

/// <summary>
/// Makes a market that a reader believes, the same from the same seed and day, one firm after another. Whatever it makes has gone
/// through the rules that real input goes through: those of providers, certificates, answers and publication.
/// </summary>
internal sealed class DemoMarket(Catalogue catalogue, CertificateTerms terms, ListingConformity conformity)
{
    private const int LapsedPercent = 8;

    private readonly DemoContent content = DemoContent.Load();

    /// <param name="listings">How many listings in all; a longer market begins with the firms of a shorter one.</param>
    /// <param name="zone">Of the market's days.</param>
    public IEnumerable<DemoFirm> Firms(int listings, long seed, DateOnly today, TimeZoneInfo zone)
    {
        var plans = new FirmPlans(content, seed, today);
        var maker = new FirmMaker(content, catalogue, terms, conformity, new Days(zone));
        var (made, lapsed) = (0, 0);
        for (var index = 0; made < listings; index++)
        {
            var plan = plans.Next(index, lapses: lapsed * 100 < made * LapsedPercent);
            var firm = maker.Make(plan);
            if (firm.Listings.Count > listings - made) firm = firm with { Listings = [.. firm.Listings.Take(listings - made)] };
            made += firm.Listings.Count;
            if (plan.Lapses) lapsed += maker.Lapsed(firm, today);
            yield return firm;
        }
    }
}
