using Marketplace.Discovery;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Web.Home;

/// <summary>Conforming listings of one family in one region, and how dark to draw them (0 none … 5 most).</summary>
public sealed record MarketCell(MarketRegion Region, long Count, int Shade);

public sealed record MarketRow(Family Family, long Listings, IReadOnlyList<MarketCell> Cells);

/// <summary>Supply on one day: every published listing, those that conform, and where they are.</summary>
public sealed record Market(string Stamp, long Listings, long Conforming, IReadOnlyList<MarketRow> Rows);

/// <summary>Counts the market by questions to the index, once for each state of it.</summary>
internal sealed class MarketPicture(ISearchIndex index, Catalogue catalogue, ContentStamp stamp, MarketClock clock)
{
    private const int Shades = 5;


    private Market? last;

    public async ValueTask<Market> Now(CancellationToken cancel = default)
    {
        var now = await stamp.Now(cancel);
        if (last is { } kept && kept.Stamp == now) return kept;
        return last = await Draw(now, cancel);
    }

    private async Task<Market> Draw(string now, CancellationToken cancel)
    {
        var counts = new Dictionary<(string Family, int Region), long>();
        foreach (var family in catalogue.Families)
        {
            for (var region = 0; region < MarketRegions.All.Count; region++)
                counts[(family.Code, region)] = await Count(cancel, ("class", [family.Code]), ("region", MarketRegions.All[region].Values), ("verdict", ["met"]));
        }

        var most = counts.Values.Max();
        var rows = new List<MarketRow>();
        foreach (var family in catalogue.Families)
        {
            rows.Add(new MarketRow(family, await Count(cancel, ("class", [family.Code])),
                [.. MarketRegions.All.Select((region, i) => new MarketCell(region, counts[(family.Code, i)], Shade(counts[(family.Code, i)], most)))]));
        }

        return new Market(now, await Count(cancel), await Count(cancel, ("verdict", ["met"])), rows);
    }

    private async Task<long> Count(CancellationToken cancel, params (string Name, IReadOnlyList<string> Values)[] terms) =>
        (await index.Search(new IndexQuery
        {
            Day = clock.Today, Claims = ClaimFilter.None, Size = 0, Terms = terms.ToDictionary(t => t.Name, t => t.Values),
        }, cancel)).Total;

    // By the square root: a few strong cells would otherwise leave all others pale.
    private static int Shade(long count, long most) =>
        count == 0 ? 0 : Math.Clamp((int)Math.Ceiling(Math.Sqrt((double)count / most) * Shades), 1, Shades);
}
