using System.Collections.Concurrent;

namespace Marketplace.Adapters.Lucene.Columns;

/// <summary>The values of one facet in ordinal order of the strings, and the ordinals they are counted under.</summary>
internal sealed record FacetValues(string[] Values, int[] Ordinals);

/// <summary>Gives the values of facets small numbers. Only the writer adds; an ordinal never changes its meaning.</summary>
internal sealed class ValueSpace
{
    private readonly ConcurrentDictionary<(string Facet, string Value), int> ordinals = new();
    private readonly ConcurrentDictionary<string, FacetValues> sorted = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<(string Value, int Ordinal)>> facets = new(StringComparer.Ordinal);
    private int count;

    public int Count => Volatile.Read(ref count);

    public int? Find(string facet, string value) => ordinals.TryGetValue((facet, value), out var ordinal) ? ordinal : null;

    public int Add(string facet, string value)
    {
        if (ordinals.TryGetValue((facet, value), out var known)) return known;
        lock (gate)
        {
            var ordinal = count;
            if (!facets.TryGetValue(facet, out var values)) facets.Add(facet, values = []);
            values.Add((value, ordinal));
            Volatile.Write(ref count, ordinal + 1);
            ordinals[(facet, value)] = ordinal;
            sorted.TryRemove(facet, out _);
            return ordinal;
        }
    }

    public FacetValues ValuesOf(string facet)
    {
        if (sorted.TryGetValue(facet, out var known)) return known;
        lock (gate)
        {
            if (!facets.TryGetValue(facet, out var values)) return new FacetValues([], []);
            var inOrder = values.OrderBy(pair => pair.Value, StringComparer.Ordinal).ToList();
            return sorted[facet] = new FacetValues([.. inOrder.Select(pair => pair.Value)], [.. inOrder.Select(pair => pair.Ordinal)]);
        }
    }
}
