using Marketplace.Vocabulary;

namespace Marketplace.Web.Home;

/// <summary>A part of the market's map and the region values that search knows for it.</summary>
public sealed record MarketRegion(Bilingual Name, IReadOnlyList<string> Values);

/// <summary>The seven customary regions of mainland China, and all that lies outside.</summary>
internal static class MarketRegions
{
    public static IReadOnlyList<MarketRegion> All { get; } =
    [
        Of("华北", "North", "CN-BJ", "CN-TJ", "CN-HE", "CN-SX", "CN-NM"),
        Of("东北", "Northeast", "CN-LN", "CN-JL", "CN-HL"),
        Of("华东", "East", "CN-SH", "CN-JS", "CN-ZJ", "CN-AH", "CN-FJ", "CN-JX", "CN-SD"),
        Of("华中", "Central", "CN-HA", "CN-HB", "CN-HN"),
        Of("华南", "South", "CN-GD", "CN-GX", "CN-HI"),
        Of("西南", "Southwest", "CN-CQ", "CN-SC", "CN-GZ", "CN-YN", "CN-XZ"),
        Of("西北", "Northwest", "CN-SN", "CN-GS", "CN-QH", "CN-NX", "CN-XJ"),
        Of("境外", "Abroad", "abroad"),
    ];

    private static MarketRegion Of(string zh, string en, params string[] values) => new(new Bilingual(zh, en), values);
}
