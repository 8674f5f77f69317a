using System.Text.Json;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Searching;

/// <summary>Names of filters and facets that are not plain terms of a document.</summary>
internal static class FilterNames
{
    public const string Standard = "standard";
    public const string Permit = "permit";
    public const string Evidence = "evidence";
    public const string Mark = "mark";
    public const string Accreditor = "accreditor";
    public const string Method = "method";
    public const string PriceRange = "priceRange";
    public const string DaysMax = "daysMax";
    public const string Price = "price";
    public const string Days = "days";
    public const string Verdict = "verdict";
    public const string Basis = "basis";

    /// <summary>The parts of a claim filter, in the order in which a near miss is blamed on them.</summary>
    public static IReadOnlyList<string> ClaimParts { get; } = [Standard, Permit, Evidence, Mark, Accreditor];

    private static readonly string[] Verdicts = [.. Enum.GetValues<Verdict>().Select(JsonName)];
    private static readonly string[] Bases = [.. Enum.GetValues<Basis>().Select(JsonName)];

    public static string Of(Verdict verdict) => Verdicts[(int)verdict];

    public static string Of(Basis basis) => Bases[(int)basis];

    /// <summary>A filter that a facet is counted without, besides the one of its own name.</summary>
    public static string? SetAsideFor(string facet) => facet switch { Price => PriceRange, Days => DaysMax, _ => null };

    private static string JsonName<T>(T value) => JsonSerializer.Serialize(value, MarketJson.Options).Trim('"');
}
