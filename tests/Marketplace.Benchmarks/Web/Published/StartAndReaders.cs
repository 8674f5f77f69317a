namespace Marketplace.Benchmarks.Web.Published;

/// <summary>A site that is there already: how soon it answers after a start, how soon news is found, what its pages cost a reader.</summary>
internal static class StartAndReaders
{
    public const int Listings = 2_000;
    private const int Starts = 5;

    public static async Task Start(PublishedSite program, string data)
    {
        var starts = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var site = program.Start(data, Listings);
            starts.Add((await site.FirstAnswer("/")).TotalSeconds);
        }

        var median = starts.Order().ElementAt(Starts / 2);
        Report.Hold($"first page after the start, median of {Starts}", median, "s", "<= 3 s", median <= 3);
    }

    public static async Task Pages(PublishedSite program, string data)
    {
        await using var site = program.Start(data, Listings);
        await site.Found(Listings);
        await PageBudgets.Measure(site);
    }

    /// <summary>In Development, where the programs that measure may act as a provider's editor.</summary>
    public static async Task Publishing(PublishedSite program, string data)
    {
        await using var site = program.Start(data, Listings, "Development");
        await site.Found(Listings);
        await PublishLatency.Measure(site);
    }
}
