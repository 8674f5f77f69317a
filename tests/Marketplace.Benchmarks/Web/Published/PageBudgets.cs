using System.Text.Json;
using System.Text.RegularExpressions;

namespace Marketplace.Benchmarks.Web.Published;

/// <summary>What an anonymous reader's browser fetches for a page, compressed as it is sent: the page and the files it names.</summary>
internal static partial class PageBudgets
{
    public static async Task Measure(RunningSite site)
    {
        using var hit = JsonDocument.Parse(await site.Client.GetStringAsync("/api/v1/search?size=1"));
        var item = hit.RootElement.GetProperty("items")[0];
        string[] pages =
        [
            "/", "/search", "/search?q=testing", "/listings/" + item.GetProperty("id").GetString(), "/providers/" + item.GetProperty("provider").GetProperty("id").GetString(),
            "/classes", "/classes/TC.01", "/standards", "/standards/iso-iec-17025-2017", "/methods", "/providers", "/coverage",
        ];
        foreach (var page in pages)
        {
            var html = await Compressed(site, page);
            var text = await site.Client.GetStringAsync(page);
            string[] files = [.. File().Matches(text).Select(match => match.Groups[1].Value).Distinct()];
            var all = html;
            foreach (var file in files) all += await Compressed(site, file);
            var shown = page.Length > 30 ? page[..30] : page;
            Report.Hold($"{shown}: requests", files.Length + 1, "", "<= 8", files.Length + 1 <= 8);
            Report.Hold($"{shown}: compressed, all", all / 1000.0, "kB", "<= 100 kB", all <= 100_000);
            Report.Hold($"{shown}: compressed, HTML", html / 1000.0, "kB", "<= 15 kB", html <= 15_000);
        }
    }

    private static async Task<long> Compressed(RunningSite site, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var answer = await site.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    [GeneratedRegex("(?:<link rel=\"(?:stylesheet|icon)\"[^>]*? href|<script src|<img[^>]*? src)=\"([^\"]+)\"")]
    private static partial Regex File();
}
