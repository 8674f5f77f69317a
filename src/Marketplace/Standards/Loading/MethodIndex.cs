namespace Marketplace.Standards.Loading;

/// <summary>
/// Finds documents by number as people write it. Beside the exact comparison form it knows a loose one without slashes,
/// because "GBT 17626.2" and "GB/T17626.2" mean the same to everybody in the trade.
/// </summary>
internal sealed class MethodIndex
{
    private readonly Dictionary<string, NormativeDocument> byId;
    private readonly ILookup<string, NormativeDocument> byNumber;
    private readonly ILookup<string, NormativeDocument> byLooseNumber;

    public MethodIndex(IReadOnlyList<NormativeDocument> documents)
    {
        byId = documents.ToDictionary(d => d.Id, StringComparer.OrdinalIgnoreCase);
        byNumber = documents.ToLookup(d => MethodNumber.Comparable(d.Number));
        byLooseNumber = documents.ToLookup(d => Loose(d.Number));
    }

    public MethodMatch Find(string text)
    {
        var trimmed = text.Trim();
        if (byId.TryGetValue(trimmed, out var byItsId))
            return new MethodMatch(new MethodNumber(byItsId.Number, byItsId.Edition), [byItsId]);

        // A number can itself end like a year, so the whole text is tried before it is split.
        var whole = new MethodNumber(trimmed, null);
        if (Editions(whole) is { Count: > 0 } all) return new MethodMatch(whole, all);
        var split = MethodNumber.Split(trimmed);
        return new MethodMatch(split, split.Edition is null ? [] : Editions(split));
    }

    private List<NormativeDocument> Editions(MethodNumber asked)
    {
        var exact = byNumber[asked.ComparableNumber];
        var found = exact.Any() ? exact : byLooseNumber[Loose(asked.Number)];
        return [.. found
            .Where(d => asked.Edition is null || MethodNumber.Comparable(d.Edition ?? "") == MethodNumber.Comparable(asked.Edition))
            .OrderByDescending(d => d.Edition, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    private static string Loose(string number) =>
        MethodNumber.Comparable(number).Replace("/", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
}
