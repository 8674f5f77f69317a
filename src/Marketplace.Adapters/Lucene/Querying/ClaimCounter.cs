using System.Numerics;
using Marketplace.Adapters.Lucene.Columns;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene.Querying;

/// <summary>
/// Counts the facets of claims where claims are filtered by: a value counts for a listing when one row has it and fulfils
/// the conditions on all parts but the facet's own.
/// </summary>
internal sealed class ClaimCounter
{
    private readonly ClaimConditions conditions;
    private readonly ValueSpace space;
    private readonly Dictionary<int, string[]> servesFor = [];
    private readonly Dictionary<string, int> servedCounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> servedByListing = new(StringComparer.Ordinal);
    private readonly bool[] counting = new bool[ClaimConditions.Parts];
    private readonly int[] counts;
    private readonly int[] lastListing;
    private int listing;

    public ClaimCounter(ClaimConditions conditions, IReadOnlyDictionary<string, IReadOnlyList<string>>? servesFor, IEnumerable<string> facets, ValueSpace space)
    {
        this.conditions = conditions;
        this.space = space;
        counts = new int[space.Count];
        lastListing = new int[counts.Length];
        foreach (var facet in facets) counting[PartOf(facet)] = true;
        foreach (var (standard, others) in servesFor ?? new Dictionary<string, IReadOnlyList<string>>())
            if (space.Find(FilterNames.Standard, standard) is { } ordinal) this.servesFor[ordinal] = [.. others];
    }

    /// <summary>Takes the listings in that pass everything but the claims.</summary>
    public void Count(Block block, ReadOnlySpan<ulong> mask)
    {
        for (var word = 0; word < mask.Length; word++)
            for (var rest = mask[word]; rest != 0; rest &= rest - 1)
                Count(block.Entries[(word << 6) + BitOperations.TrailingZeroCount(rest)]!);
    }

    public void AddTo(Dictionary<string, IReadOnlyList<FacetCount>> answer)
    {
        for (var part = 0; part < ClaimConditions.Parts; part++)
        {
            if (!counting[part]) continue;
            var facet = FilterNames.ClaimParts[part];
            var counted = FacetCounter.Counted(space.ValuesOf(facet), counts);
            if (part == 0 && servedCounts.Count > 0) counted = WithServed(counted);
            answer[facet] = counted;
        }
    }

    private void Count(Entry entry)
    {
        listing++;
        servedByListing.Clear();
        foreach (var claim in entry.Claims)
        {
            var failed = conditions.FailedParts(claim);
            if (failed != 0 && !BitOperations.IsPow2(failed)) continue;
            if (counting[0] && (failed | 1) == 1) CountStandard(claim);
            if (counting[1] && (failed | 2) == 2) Add(claim.Permit);
            if (counting[3] && (failed | 8) == 8) foreach (var mark in claim.Marks) Add(mark);
            if (counting[4] && (failed | 16) == 16) Add(claim.Accreditor);
        }
        foreach (var standard in servedByListing) servedCounts[standard] = servedCounts.GetValueOrDefault(standard) + 1;
    }

    private void CountStandard(Claim claim)
    {
        Add(claim.Standard);
        if (!servesFor.TryGetValue(claim.Standard, out var served)) return;
        foreach (var standard in served)
        {
            if (space.Find(FilterNames.Standard, standard) is { } ordinal && ordinal < counts.Length) Add(ordinal);
            else servedByListing.Add(standard);
        }
    }

    private void Add(int ordinal)
    {
        if (ordinal < 0 || ordinal >= counts.Length || lastListing[ordinal] == listing) return;
        lastListing[ordinal] = listing;
        counts[ordinal]++;
    }

    /// <summary>Standards that no claim names, but for which one serves, have no ordinal of their own.</summary>
    private List<FacetCount> WithServed(List<FacetCount> counted) =>
        [.. counted.Concat(servedCounts.Select(pair => new FacetCount(pair.Key, pair.Value))).OrderBy(count => count.Value, StringComparer.Ordinal)];

    private static int PartOf(string facet)
    {
        for (var part = 0; part < ClaimConditions.Parts; part++)
            if (FilterNames.ClaimParts[part] == facet) return part;
        throw new ArgumentException($"{facet} is no facet of claims.", nameof(facet));
    }
}
