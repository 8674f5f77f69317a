namespace Marketplace.Benchmarks.Web.Published;

/// <summary>A site that is there already: how soon it answers after a start, how soon news is found, what its pages cost a reader.</summary>
internal static class StartAndReaders
{
    private const int Listings = 2_000;
    private const int Starts = 5;

    public static async Task Measure(PublishedSite program)
    {
        var folder = Directory.CreateTempSubdirectory("web-bench-2000-");
        try
        {
            // The market is put there by a first start, so that the ones measured find it.
            await using (var filled = program.Start(folder.FullName, Listings)) await filled.Found(Listings);
            var starts = new List<double>();
            for (var i = 0; i < Starts; i++)
            {
                await using var site = program.Start(folder.FullName, Listings);
                starts.Add((await site.FirstAnswer("/")).TotalSeconds);
            }

            var median = starts.Order().ElementAt(Starts / 2);
            Report.Hold($"first page after the start, median of {Starts}", median, "s", "<= 3 s", median <= 3);
            await using (var site = program.Start(folder.FullName, Listings))
            {
                await site.Found(Listings);
                await PageBudgets.Measure(site);
            }

            await using var acting = program.Start(folder.FullName, Listings, "Development");
            await acting.Found(Listings);
            await PublishLatency.Measure(acting);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
