using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>Values asked of one parameter; they are alternatives, but of <c>method</c> all must hold.</summary>
internal sealed record SearchFilter(string Name, IReadOnlyList<string> Values);

/// <summary>What a reader asks of search: the whole state of a search page, and the whole of its address.</summary>
internal sealed record SearchRequest
{
    public const int DefaultSize = 20;

    public string Text { get; init; } = "";
    /// <summary>The language of sentence and labels; it is no part of the question.</summary>
    public Language Language { get; init; }
    /// <summary>In the order of <see cref="SearchParameters.Filters"/>, then f.{key} in ordinal order; none is empty.</summary>
    public IReadOnlyList<SearchFilter> Filters { get; init; } = [];
    public bool Equivalents { get; init; }
    public string? Currency { get; init; }
    public long? PriceMin { get; init; }
    public long? PriceMax { get; init; }
    public int? DaysMax { get; init; }
    public SearchSort Sort { get; init; }
    public int Size { get; init; } = DefaultSize;
    public string? Cursor { get; init; }
    public bool Excluded { get; init; }

    public IReadOnlyList<string> Values(string name)
    {
        foreach (var filter in Filters)
            if (filter.Name == name) return filter.Values;
        return [];
    }

    /// <summary>Nothing asked beyond the order of what there is.</summary>
    public bool IsOpen => Text.Length == 0 && Filters.Count == 0 && PriceMin is null && PriceMax is null && DaysMax is null;

    /// <summary>The same with this filter's values, from the first page; no value takes the filter away.</summary>
    public SearchRequest With(string name, IReadOnlyList<string> values)
    {
        var filters = Filters.Where(f => f.Name != name).ToList();
        if (values.Count > 0) filters.Add(new SearchFilter(name, values));
        filters.Sort((a, b) => SearchParameters.Compare(a.Name, b.Name));
        return this with { Filters = filters, Cursor = null };
    }

    public SearchRequest Toggle(string name, string value)
    {
        var values = Values(name);
        return With(name, values.Contains(value) ? [.. values.Where(v => v != value)] : [.. values, value]);
    }
}
