using Marketplace.Adapters.Lucene.Columns;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene.Querying;

/// <summary>Counts the facets of one space that are counted under the same filters.</summary>
internal sealed class FacetCounter
{
    private readonly List<(string Facet, FacetValues Values)> facets;
    private readonly ValueSpace space;
    private readonly int[] wanted;
    private readonly int[] counts;

    public FacetCounter(ValueSpace space, int setAside, IEnumerable<string> facets)
    {
        this.space = space;
        SetAside = setAside;
        this.facets = [.. facets.Select(facet => (facet, space.ValuesOf(facet)))];
        wanted = this.facets.Count == 1 ? this.facets[0].Values.Ordinals : [.. this.facets.SelectMany(facet => facet.Values.Ordinals)];
        counts = new int[space.Count];
    }

    /// <summary>The filters, a bit each, that do not apply here.</summary>
    public int SetAside { get; }

    public void Count(Block block, DayColumns day, EntryMaker spaces, ReadOnlySpan<ulong> mask, int size)
    {
        var columns = space == spaces.Core ? block.Core : space == spaces.Rest ? block.Rest : day.Columns;
        if (size == day.ListedCount) AddAll(day.CountsOf(columns));
        else columns.Count(mask, size, wanted, counts);
    }

    public void AddTo(Dictionary<string, IReadOnlyList<FacetCount>> answer)
    {
        foreach (var (facet, values) in facets) answer[facet] = Counted(values, counts);
    }

    private void AddAll(int[] all)
    {
        foreach (var ordinal in wanted)
            if (ordinal < all.Length) counts[ordinal] += all[ordinal];
    }

    public static List<FacetCount> Counted(FacetValues values, int[] counts)
    {
        var counted = new List<FacetCount>();
        for (var i = 0; i < values.Ordinals.Length; i++)
            if (values.Ordinals[i] < counts.Length && counts[values.Ordinals[i]] is > 0 and var count) counted.Add(new FacetCount(values.Values[i], count));
        return counted;
    }
}
