using System.Collections.Frozen;
using System.Text.Json;

namespace Marketplace.Vocabulary;

/// <summary>A country (ISO 3166-1) or a province-level division of China (ISO 3166-2) with its short names.</summary>
public sealed record Region(string Code, Bilingual Name);

/// <summary>
/// Where providers sit. Hong Kong, Macao and Taiwan are written <c>CN-HK</c>, <c>CN-MO</c>, <c>CN-TW</c> as places;
/// as the country of a register their ISO 3166-1 codes stand, because the registers are their own.
/// </summary>
public static class Regions
{
    private static readonly FrozenDictionary<string, string> writtenAsProvince =
        new Dictionary<string, string> { ["HK"] = "CN-HK", ["MO"] = "CN-MO", ["TW"] = "CN-TW" }.ToFrozenDictionary();

    private static readonly Shipped shipped = Load();

    private static readonly FrozenDictionary<string, Region> byCode =
        shipped.Countries.Concat(shipped.Provinces).ToFrozenDictionary(region => region.Code, StringComparer.Ordinal);

    public static IReadOnlyList<Region> Countries => shipped.Countries;

    /// <summary>The 31 of the mainland with CN-HK, CN-MO and CN-TW, by code.</summary>
    public static IReadOnlyList<Region> Provinces => shipped.Provinces;

    /// <summary>What a site may name: the divisions of China, and every country but those written as divisions.</summary>
    public static IReadOnlyList<Region> Places { get; } =
        [.. shipped.Provinces, .. shipped.Countries.Where(country => !writtenAsProvince.ContainsKey(country.Code))];

    public static Region? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    public static Region? Country(string? code) => code is { Length: 2 } ? Find(code) : null;

    /// <summary>The region as a site names it, whatever the letter case; null where there is none.</summary>
    public static Region? Place(string? code)
    {
        var upper = code?.Trim().ToUpperInvariant();
        return Find(upper is not null && writtenAsProvince.TryGetValue(upper, out var province) ? province : upper);
    }

    /// <summary>A name to show; an unknown code stands for itself.</summary>
    public static Bilingual NameOf(string code) => Find(code)?.Name ?? Bilingual.Same(code);

    /// <summary>The country a place lies in: <c>CN</c> for <c>CN-GD</c>.</summary>
    public static string CountryOf(string code) => code.Split('-', 2)[0];

    public static bool IsMainland(string code) =>
        CountryOf(code) == "CN" && !writtenAsProvince.Values.Contains(code);

    private static Shipped Load()
    {
        using var file = typeof(Regions).Assembly.GetManifestResourceStream("Marketplace.Vocabulary.regions.json")
            ?? throw new InvalidOperationException("Vocabulary/regions.json is not embedded.");
        var data = JsonSerializer.Deserialize<Entries>(file, MarketJson.Options)!;
        return new Shipped([.. data.Countries.Select(Named)], [.. data.Provinces.Select(Named)]);
    }

    private static Region Named(Entry entry) => new(entry.Code, new Bilingual(entry.Zh, entry.En));

    private sealed record Shipped(IReadOnlyList<Region> Countries, IReadOnlyList<Region> Provinces);

    private sealed record Entries(IReadOnlyList<Entry> Countries, IReadOnlyList<Entry> Provinces);

    private sealed record Entry(string Code, string Zh, string En);
}
