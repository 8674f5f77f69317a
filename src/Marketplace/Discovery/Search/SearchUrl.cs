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
        if (request.Text.Length > 0) Add(url, "q", request.Text);
        foreach (var filter in request.Filters)
            foreach (var value in filter.Values) Add(url, filter.Name, value);
        if (request.Equivalents) Add(url, "equivalents", "true");
        if (request.Currency is { } currency) Add(url, "currency", currency);
        if (request.PriceMin is { } min) Add(url, "priceMin", min.ToString(CultureInfo.InvariantCulture));
        if (request.PriceMax is { } max) Add(url, "priceMax", max.ToString(CultureInfo.InvariantCulture));
        if (request.DaysMax is { } days) Add(url, "daysMax", days.ToString(CultureInfo.InvariantCulture));
        if (request.Sort != SearchSort.Relevance) Add(url, "sort", SearchParameters.SortName(request.Sort));
        if (request.Size != SearchRequest.DefaultSize) Add(url, "size", request.Size.ToString(CultureInfo.InvariantCulture));
        if (request.Excluded) Add(url, "excluded", "true");
        if (request.Cursor is { } cursor) Add(url, "cursor", cursor);
        return url.ToString();
    }

    private static void Add(StringBuilder url, string name, string value)
    {
        if (url.Length > 0) url.Append('&');
        url.Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
