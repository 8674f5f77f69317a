using System.Globalization;
using Marketplace.Api;
using Marketplace.Discovery.Compare;
using Marketplace.Discovery.Search;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Discovery.Export;

/// <summary><c>GET /search.csv</c> and <c>GET /compare.csv</c>: what the page of the same address shows, as a file.</summary>
internal sealed class ExportEndpoints(SearchParameters parameters, ExportSearch search, CompareListings compare, SearchCursor cursors, MarketClock clock)
{
    public async Task<IResult> Search(HttpContext http)
    {
        var request = parameters.ReadLeniently(http.Request.Query, Languages.Current);
        // The file holds every hit, so a cursor changes nothing in it; but one that is not ours belongs to no search at all.
        if (request.Cursor is not null && cursors.Open(request) is null) return Results.BadRequest();
        return File(http, await search.Run(request, clock.Today, http.RequestAborted), "search");
    }

    public async Task<IResult> Compare(HttpContext http)
    {
        var language = Languages.Current;
        var outcome = await compare.Run(CompareListings.Ids(http.Request.Query["ids"]), clock.Today, language, http.RequestAborted);
        if (!outcome.Is(out var comparison, out _)) return Results.NotFound();
        var zh = language == Language.Zh;
        var names = comparison.Listings.Select(l => l.Title.In(language)).ToList();
        var csv = new CsvTable()
            .Row(zh ? "日期" : "Date", clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Row(zh ? "对比" : "Comparison", zh ? $"共对比 {names.Count} 项服务：{string.Join("；", names)}。" : $"{names.Count} services compared: {string.Join("; ", names)}.")
            .Row([])
            .Row([zh ? "项目" : "row", .. comparison.Listings.Select(l => l.Id.Value)])
            .Row([zh ? "名称" : "title", .. names]);
        foreach (var row in comparison.Rows) csv.Row([row.Label, .. row.Cells]);
        if (comparison.Assumption is { } assumption) csv.Row(zh ? "假设" : "Assumption", assumption.In(language));
        return File(http, csv, "comparison");
    }

    private IResult File(HttpContext http, CsvTable csv, string name)
    {
        var (bytes, hash) = csv.Seal();
        http.Response.Headers["X-Content-SHA256"] = hash;
        return Results.File(bytes, "text/csv; charset=utf-8", $"{name}-{clock.Today:yyyy-MM-dd}.csv");
    }
}
