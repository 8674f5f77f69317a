using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marketplace.Benchmarks.Web.Server;

namespace Marketplace.Benchmarks.Web;

/// <summary>A floor that answers something else is no floor: hits, their order, totals and counts must be the site's, page text too.</summary>
internal static partial class SameAnswers
{
    public static async Task Assert(ServerUnderTest server, IReadOnlyList<string> pages)
    {
        foreach (var query in WebQueries.All)
        {
            var json = "/api/v1/search?" + query;
            Same(json, Parsed(await server.Site.GetStringAsync(json)), Parsed(await server.Floor.GetStringAsync(json)));
            var html = "/search?" + query;
            var (theirs, ours) = (await server.Site.GetStringAsync(html), await server.Floor.GetStringAsync(html));
            Same(html, Hits(theirs), Hits(ours));
            // The site folds the classes of families that are not chosen away; what it shows must be what the floor counts.
            var counted = Counts(ours).ToHashSet();
            if (Counts(theirs).FirstOrDefault(one => !counted.Contains(one)) is { } other) throw new InvalidOperationException($"{html}: the page counts {other}, the floor does not.");
        }

        foreach (var page in pages)
            Same(page, string.Join('\n', VisibleText.Of(await server.Site.GetStringAsync(page))), string.Join('\n', VisibleText.Of(await server.Floor.GetStringAsync(page))));
    }

    private static void Same(string what, string site, string floor)
    {
        if (site != floor) throw new InvalidOperationException($"{what}: the floor answers otherwise than the site.\n{site}\n---\n{floor}");
    }

    private static string Parsed(string json)
    {
        using var answer = JsonDocument.Parse(json);
        var root = answer.RootElement;
        var ids = root.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString());
        var counts = root.GetProperty("facets").EnumerateArray().SelectMany(facet => facet.GetProperty("values").EnumerateArray()
            .Select(one => $"{facet.GetProperty("name").GetString()}={one.GetProperty("value").GetString()}:{one.GetProperty("count").GetInt32()}"));
        return string.Join('\n', ids.Concat(counts).Prepend(root.GetProperty("total").GetRawText()));
    }

    private static string Hits(string html) => string.Join('\n', Hit().Matches(html).Select(match => match.Groups[1].Value));

    private static IEnumerable<string> Counts(string html) => Facet().Matches(html)
        .Where(match => match.Groups[3].Value != "0")
        .Select(match => WebUtility.HtmlDecode($"{match.Groups[1].Value}={match.Groups[2].Value}:{match.Groups[3].Value}"));

    [GeneratedRegex("<h2[^>]*><a href=\"/listings/([^\"]+)\"")]
    private static partial Regex Hit();

    [GeneratedRegex("<label class=\"facet\"[^>]*><input type=\"checkbox\" name=\"([^\"]+)\" value=\"([^\"]*)\"[^>]*><bdi>[^<]*</bdi><span class=\"num soft\">([0-9]+)</span>")]
    private static partial Regex Facet();
}
