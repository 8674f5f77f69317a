using System.Net.Http.Json;
using Marketplace.Benchmarks.Web.Published;

namespace Marketplace.Benchmarks.Web;

/// <summary>
/// The site beside a bare handler over the same index, by CPU time of the process that serves both; then the published build: how much
/// memory it takes, how soon it answers, how soon a publication is found, and what a page costs its reader.
/// </summary>
internal static class WebBench
{
    /// <summary>CPU microseconds a request.</summary>
    private sealed record Costs(double Search, double Listing);

    public static async Task Run(int[] sizes)
    {
        using var program = await PublishedSite.Build();
        var costs = new SortedDictionary<int, Costs>();
        foreach (var size in sizes)
        {
            Report.Say($"--- {size} listings");
            using var data = new BenchData(size);
            if (data.IsNew) await Fill(program, data.Path, size);
            await using (var server = await ServerUnderTest.Start(data.Path)) costs[size] = await Compare(server);
            await MemoryUnderLoad.Measure(program, data.Path, size);
        }

        foreach (var (less, more) in costs.Zip(costs.Skip(1)))
        {
            var (search, listing) = (more.Value.Search / less.Value.Search, more.Value.Listing / less.Value.Listing);
            Report.Say($"--- {more.Key} over {less.Key} listings");
            Report.Hold("search API, cost", search, "x", "<= 6 for ten times as many", search <= 6);
            Report.Hold("listing page, cost", listing, "x", "<= 1.2 for ten times as many", listing <= 1.2);
        }

        Report.Say("--- the published build, 2000 listings");
        await StartAndReaders.Measure(program);
    }

    private static async Task Fill(PublishedSite program, string path, int size)
    {
        await using var filling = program.Start(path, size);
        await filling.Found(size);
    }

    private static async Task<Costs> Compare(ServerUnderTest server)
    {
        var pages = (await server.Floor.GetFromJsonAsync<string[]>("/control/pages"))!;
        await SameAnswers.Assert(server, pages);
        Report.Say("hits, order, totals, counts and page text", "identical", $"{WebQueries.All.Count} searches, {pages.Length} pages");

        var search = await Beside(server, "search API", 0.7, [.. WebQueries.All.Select(query => "/api/v1/search?" + query)], kept: false);
        await Beside(server, "search page", 0.4, [.. WebQueries.All.Select(query => "/search?" + query)], kept: true);
        var listing = await Beside(server, "listing page", 0.4, [.. pages.Where(page => page.StartsWith("/listings/", StringComparison.Ordinal))], kept: true);
        await Beside(server, "class page", 0.4, [.. pages.Where(page => page.StartsWith("/classes/", StringComparison.Ordinal))], kept: true);
        return new Costs(search, listing);
    }

    /// <summary>
    /// Site and floor take turns. What the site keeps of its pages is measured apart: <i>made</i> adds to each address what nobody asked
    /// before, so that every page is made anew (and kept, which costs too); <i>kept</i> asks the same few pages again. Returns the cost of one made.
    /// </summary>
    private static async Task<double> Beside(ServerUnderTest server, string what, double goal, string[] paths, bool kept)
    {
        var floor = new Asked(server.Floor, n => paths[n % paths.Length]);
        var again = new Asked(server.Site, n => paths[n % paths.Length]);
        var anew = new Asked(server.Site, n => paths[n % paths.Length] is var path && path.Contains('?') ? $"{path}&n={n}" : $"{path}?n={n}");
        var times = kept ? await Rounds.MicrosecondsEach(server, floor, again, anew) : await Rounds.MicrosecondsEach(server, floor, again);
        Line(what + ", floor", times[0]);
        Line(kept ? what + ", page kept" : what, times[1]);
        Report.Hold(kept ? "  ratio, page kept" : "  ratio", times[0] / times[1], "", $">= {goal}", times[0] / times[1] >= goal);
        if (!kept) return times[1];

        Line(what + ", page made", times[2]);
        Report.Hold("  ratio, page made", times[0] / times[2], "", $">= {goal}", times[0] / times[2] >= goal);
        return times[2];
    }

    private static void Line(string what, double microseconds) => Report.Say(what, $"{microseconds:0} us CPU", $"{1e6 / microseconds:0} per CPU-second");
}
