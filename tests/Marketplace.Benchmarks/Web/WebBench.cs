using System.Net.Http.Json;
using Marketplace.Benchmarks.Web.Published;
using Marketplace.Benchmarks.Web.Server;

namespace Marketplace.Benchmarks.Web;

/// <summary>
/// The site beside a bare handler over the same index, by CPU time of the process that serves both; then the published build: how much
/// memory it takes, how soon it answers, how soon a publication is found, and what a page costs its reader.
/// </summary>
internal static class WebBench
{
    /// <summary>CPU microseconds a request.</summary>
    private sealed record Costs(double Search, double Listing);

    public static async Task All(int[] sizes)
    {
        await Beside(sizes);
        await Memory(sizes);
        await OfTwoThousand(async (program, data) =>
        {
            await StartAndReaders.Start(program, data);
            await StartAndReaders.Pages(program, data);
            await StartAndReaders.Publishing(program, data);
        });
    }

    public static async Task Beside(int[] sizes)
    {
        var costs = new SortedDictionary<int, Costs>();
        foreach (var size in sizes)
        {
            Report.Say($"--- site beside floor, {size} listings");
            await WithMarket(size, async (_, data) =>
            {
                await using var server = await ServerUnderTest.Start(data);
                costs[size] = await Compare(server);
            });
        }

        foreach (var (less, more) in costs.Zip(costs.Skip(1)))
        {
            var (search, listing) = (more.Value.Search / less.Value.Search, more.Value.Listing / less.Value.Listing);
            Report.Say($"--- {more.Key} over {less.Key} listings");
            Report.Hold("search API, cost", search, "x", "<= 6 for ten times as many", search <= 6);
            Report.Hold("listing page, cost", listing, "x", "<= 1.2 for ten times as many", listing <= 1.2);
        }
    }

    public static async Task Memory(int[] sizes)
    {
        foreach (var size in sizes)
        {
            Report.Say($"--- the published build, {size} listings");
            await WithMarket(size, (program, data) => MemoryUnderLoad.Measure(program, data, size));
        }
    }

    public static async Task OfTwoThousand(Func<PublishedSite, string, Task> measure)
    {
        Report.Say($"--- the published build, {StartAndReaders.Listings} listings");
        await WithMarket(StartAndReaders.Listings, measure);
    }

    /// <summary>The market is put there by a first start of the published build, so that what is measured finds it.</summary>
    private static async Task WithMarket(int size, Func<PublishedSite, string, Task> measure)
    {
        var program = await PublishedSite.Build();
        var data = BenchData.PathOf(size, out var isNew);
        if (isNew) await Fill(program, data, size);
        await measure(program, data);
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

        var search = await Times(server, "search API", 0.7, [.. WebQueries.All.Select(query => "/api/v1/search?" + query)], kept: false);
        await Times(server, "search page", 0.4, [.. WebQueries.All.Select(query => "/search?" + query)], kept: true);
        string[] listings = [.. pages.Where(page => page.StartsWith("/listings/", StringComparison.Ordinal))];
        var listing = await Times(server, "listing page", 0.4, listings, kept: true, FloorServer.Fetched);
        await Times(server, "listing page, text at hand", 0.4, listings, kept: true);
        await Times(server, "class page", 0.4, [.. pages.Where(page => page.StartsWith("/classes/", StringComparison.Ordinal))], kept: true);
        return new Costs(search, listing);
    }

    /// <summary>
    /// Site and floor take turns. What the site keeps of its pages is measured apart: <i>made</i> adds to each address what nobody asked
    /// before, so that every page is made anew (and kept, which costs too); <i>kept</i> asks the same few pages again. Returns the cost of one made.
    /// </summary>
    private static async Task<double> Times(ServerUnderTest server, string what, double goal, string[] paths, bool kept, string floorPrefix = "")
    {
        var floor = new Asked(server.Floor, n => floorPrefix + paths[n % paths.Length]);
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
