using System.Globalization;
using System.Text;

namespace Marketplace.Discovery.Search;

/// <summary>Writes a search as the one address it has: parameters in a fixed order, defaults left out.</summary>
internal static class SearchUrl
{
    public const string Path = "/search";

    public static string Page(SearchRequest request)
    {
        var query = Query(request);
        return query.Length == 0 ? Path : $"{Path}?{query}";
    }

    public static string Query(SearchRequest request)
    {
        var url = new StringBuilder();
        foreach (var (name, value) in Pairs(request))
        {
            if (url.Length > 0) url.Append('&');
            url.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return url.ToString();
    }

    /// <summary>Names and values in their order; forms carry them as hidden fields.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Pairs(SearchRequest request)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        if (request.Text.Length > 0) Add("q", request.Text);
        foreach (var filter in request.Filters)
            foreach (var value in filter.Values) Add(filter.Name, value);
        if (request.Equivalents) Add("equivalents", "true");
        if (request.Currency is { } currency) Add("currency", currency);
        if (request.PriceMin is { } min) Add("priceMin", Digits(min));
        if (request.PriceMax is { } max) Add("priceMax", Digits(max));
        if (request.DaysMax is { } days) Add("daysMax", Digits(days));
        if (request.Sort != SearchSort.Relevance) Add("sort", SearchParameters.SortName(request.Sort));
        if (request.Size != SearchRequest.DefaultSize) Add("size", Digits(request.Size));
        if (request.Excluded) Add("excluded", "true");
        if (request.Cursor is { } cursor) Add("cursor", cursor);
        return pairs;

        void Add(string name, string value) => pairs.Add(new(name, value));
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
