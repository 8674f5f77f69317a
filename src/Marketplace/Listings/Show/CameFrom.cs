using Microsoft.AspNetCore.Http;

namespace Marketplace.Listings.Show;

/// <summary>From where a reader came to a listing, as their browser says.</summary>
internal static class CameFrom
{
    private const int LongestQuery = 4000;

    /// <summary>The query of the search that led here; null where none of this site's did.</summary>
    public static string? Search(HttpContext http) =>
        Uri.TryCreate(http.Request.Headers.Referer.ToString(), UriKind.Absolute, out var from)
        && from.Host == http.Request.Host.Host && from.AbsolutePath == "/search" && from.Query.Length is > 1 and <= LongestQuery ? from.Query[1..] : null;
}
