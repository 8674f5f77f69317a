using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Discovery;
using Marketplace.Discovery.Search;
using Marketplace.Listings.Show;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Web.Server;

/// <summary>
/// What is measured: the site and the floor, on two ports of one process, over one index. It says where it listens, and serves until it is ended.
/// </summary>
internal static class ServerProgram
{
    public static async Task<int> Run(string data)
    {
        var (siteAddress, floorAddress) = (Ports.Free(), Ports.Free());
        var site = new RealSite();
        await site.Start(siteAddress, data);

        var floor = new FloorContent();
        await Prepare(floor, site.Services, siteAddress);
        using var scope = site.Services.CreateScope();
        await using var bare = await FloorServer.Start(floorAddress, site.Services.GetRequiredService<ISearchIndex>(), floor, site.Services.GetRequiredService<SearchVocabulary>(),
            scope.ServiceProvider.GetRequiredService<ShowListing>());

        Console.WriteLine($"{siteAddress} {floorAddress}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>
    /// The floor is told beforehand all it needs but the index's answer: what each address asks of the index, so that it need not read
    /// the address, and the text of pages, so that it need not fetch or judge anything.
    /// </summary>
    private static async Task Prepare(FloorContent floor, IServiceProvider services, string siteAddress)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var (parameters, plans, clock) = (services.GetRequiredService<SearchParameters>(), services.GetRequiredService<PlanSearch>(), services.GetRequiredService<MarketClock>());
        foreach (var query in WebQueries.All)
        {
            var context = new DefaultHttpContext();
            context.Request.QueryString = new QueryString("?" + query);
            var request = parameters.ReadLeniently(context.Request.Query, Language.En);
            floor.Searches[query] = plans.For(request, clock.Today, null).Query;
        }

        var index = services.GetRequiredService<ISearchIndex>();
        using var client = Clients.New(siteAddress);
        var listings = new HashSet<string>();
        foreach (var query in WebQueries.All.Where(q => q.StartsWith("q=", StringComparison.Ordinal)))
            listings.UnionWith((await index.Search(floor.Searches[query])).Hits.Take(8).Select(hit => "/listings/" + hit.Document.Id.Value));
        var classes = services.GetRequiredService<SearchVocabulary>().Catalogue.Classes.Select(c => "/classes/" + c.Code);
        foreach (var path in listings.Take(40).Concat(classes.Where((_, i) => i % 3 == 0)))
            floor.Pages[path] = VisibleText.Of(await client.GetStringAsync(path));
    }
}

/// <summary>What a reader sees of a page, run by run.</summary>
internal static partial class VisibleText
{
    public static string[] Of(string html)
    {
        var body = Unseen().Replace(html[html.IndexOf("<body", StringComparison.Ordinal)..], "");
        return [.. Tag().Split(body).Select(text => System.Net.WebUtility.HtmlDecode(Blank().Replace(text, " ")).Trim()).Where(text => text.Length > 0)];
    }

    [GeneratedRegex("<(script|style|svg)[^>]*>.*?</\\1>|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Unseen();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blank();
}
