using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>One of the ten families of technology services.</summary>
public sealed record Family(
    string Code, Bilingual Name, string Definition, string? GuideField,
    IReadOnlyList<int> NiceClasses, IReadOnlyList<string> Nbs2018,
    IReadOnlyList<string> Standards, IReadOnlyList<string> Classes);

/// <summary>A class of technology services. A crosswalk code is the nearest match in another classification, not an exact equivalence.</summary>
/// <param name="Crosswalk">Scheme (nbs2018, gbt4754, cpc, cpv, unspsc, nace) → codes; empty where none is known to fit.</param>
/// <param name="Standards">Ids of the class's own standards; it inherits its family's and the cross-cutting ones.</param>
public sealed record ServiceClass(
    string Code, string Family, Bilingual Name, string Definition,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Crosswalk,
    IReadOnlyList<string> ContractTypes, IReadOnlyList<string> Standards);
