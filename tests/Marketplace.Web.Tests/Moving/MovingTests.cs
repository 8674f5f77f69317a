using System.Text.Json;
using Marketplace.Rigs;
using Marketplace.Rigs.KillRunner;
using Marketplace.Rigs.Servers;
using Xunit;

namespace Marketplace.Web.Tests.Moving;

/// <summary>A demo market moved by the commands, as its operator would, with a kill in the middle of the import.</summary>
public sealed class MovingTests(ITestOutputHelper console) : IDisposable
{
    private const int Listings = 600;
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(3);

    private readonly string folder = Directory.CreateTempSubdirectory("market-move-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("sqlite", "mongodb")]
    [InlineData("mongodb", "sqlite")]
    [InlineData("sqlite", "sqlite")]
    public async Task The_same_market_serves_from_the_other_store_although_the_import_was_killed(string from, string into)
    {
        Assert.SkipUnless(from != into || LongForms.Wanted, "From a store into another of its own kind is part of ./test --full.");
        await using var source = new Place(from, Path.Combine(folder, "source"));
        await using var target = new Place(into, Path.Combine(folder, "target"));
        var (export, again) = (Path.Combine(folder, "export"), Path.Combine(folder, "again"));
        var before = await DemoMarket(source);

        await Does(["export", export, .. source.Settings]);
        await using (var import = SiteCommand.Start(["import", export, .. target.Settings]))
        {
            Assert.True(await import.Says("certificates:", patience), import.Output);
            await import.Kill();
            Assert.DoesNotContain("Done:", import.Output);
        }
        var (refused, sentence) = await SiteCommand.Run(["--urls", "http://127.0.0.1:0", .. target.Settings]);
        Assert.Equal(1, refused);
        Assert.Contains("was not finished", sentence);
        Assert.Contains("Going on after", await Does(["import", export, .. target.Settings]));
        await Does(["export", again, .. target.Settings]);

        Assert.Equal(Hashes(export), Hashes(again));
        await using var site = await SiteProcess.Start(target.Data, target.Settings);
        using var client = await SiteClient.SignIn(site.Address);
        Assert.NotEmpty(before);
        Assert.Equal(before, await Found(client));
    }

    /// <summary>A market that has been loaded, as search finds it.</summary>
    private static async Task<SortedDictionary<string, long>> DemoMarket(Place place)
    {
        await using var site = await SiteProcess.Start(place.Data, [.. place.Settings, $"--Demo:Listings={Listings}"]);
        using var client = await SiteClient.SignIn(site.Address);
        for (var waited = 0; !site.Output.Contains("Demo data is complete", StringComparison.Ordinal); waited++)
        {
            Assert.True(waited < 600, site.Output);
            await Task.Delay(200);
        }
        return await Found(client);
    }

    private async Task<string> Does(string[] command)
    {
        var (code, output) = await SiteCommand.Run(command);
        Assert.True(code == 0, output);
        console.WriteLine(output.Split('\n')[^1]);
        return output;
    }

    /// <summary>Version by id of all that search finds once it has heard the whole log.</summary>
    private static async Task<SortedDictionary<string, long>> Found(SiteClient client)
    {
        for (var waited = 0; !IsHeard(await client.Get("/health/ready")); waited++)
        {
            Assert.True(waited < 600, "The log is not heard to its end.");
            await Task.Delay(200);
        }
        return await All(client);
    }

    private static bool IsHeard(JsonElement ready) => ready.GetProperty("consumers").EnumerateArray()
        .All(it => it.GetProperty("head").GetInt64() > 0 && it.GetProperty("lag").GetInt64() == 0);

    private static async Task<SortedDictionary<string, long>> All(SiteClient client)
    {
        var all = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (string? cursor = null; ;)
        {
            var page = await client.Get($"/api/v1/search?size=100&sort=newest{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            foreach (var hit in page.GetProperty("items").EnumerateArray()) all[hit.GetProperty("id").GetString()!] = hit.GetProperty("version").GetInt64();
            if (page.GetProperty("next") is not { ValueKind: JsonValueKind.String } next) return all;
            cursor = next.GetString();
        }
    }

    private static IEnumerable<string> Hashes(string export)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(export, "manifest.json")));
        return [.. manifest.RootElement.GetProperty("files").EnumerateArray().Select(file => $"{file.GetProperty("part")} {file.GetProperty("records")} {file.GetProperty("sha256")}")];
    }

    /// <summary>Where a market is kept: in a folder, or in a database of MongoDB with the folder for the index.</summary>
    private sealed class Place(string engine, string data) : IAsyncDisposable
    {
        private readonly OwnEngines engines = new(engine == "mongodb" ? TestServer.MongoDb.AddressOr(Assert.Skip) : null, null);

        public string Data => data;

        public string[] Settings => [$"--Data:Path={data}", "--Demo:Listings=0", .. engines.Settings.Select(setting => $"--{setting.Key}={setting.Value}")];

        public ValueTask DisposeAsync() => engines.DisposeAsync();
    }
}
