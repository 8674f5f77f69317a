using System.Text.Json;

namespace Marketplace.Benchmarks.Web.Published;

/// <summary>How much memory the published site holds while readers ask for pages and searches of every kind.</summary>
internal static class MemoryUnderLoad
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(12);

    public static async Task Measure(PublishedSite program, string data, int size)
    {
        await using var site = program.Start(data, size);
        await site.Found(size);
        var idle = site.MebibytesResident();
        using var hits = JsonDocument.Parse(await site.Client.GetStringAsync("/api/v1/search?size=100"));
        string[] listings = [.. hits.RootElement.GetProperty("items").EnumerateArray().Select(item => "/listings/" + item.GetProperty("id").GetString())];
        string[] searches = [.. WebQueries.All];
        var load = Rounds.Ask(new Asked(site.Client, n => (n % 4) switch
        {
            0 => "/api/v1/search?" + searches[n / 4 % searches.Length],
            1 => $"/search?{searches[n / 4 % searches.Length]}&n={n}",
            2 => $"{listings[n / 4 % listings.Length]}?n={n}",
            _ => "/classes/TC.01",
        }), 0, Length);
        var most = idle;
        while (!load.IsCompleted)
        {
            await Task.Delay(100);
            most = Math.Max(most, site.MebibytesResident());
        }

        await load;
        var goal = size <= 10_000 ? 300 : 450;
        Report.Say("resident after the start", $"{idle:0} MiB");
        Report.Hold("resident under load, highest seen", most, "MiB", $"<= {goal} MiB", most <= goal);
    }
}
