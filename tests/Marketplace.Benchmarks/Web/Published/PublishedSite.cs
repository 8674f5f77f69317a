using System.Diagnostics;
using Marketplace.Rigs;

namespace Marketplace.Benchmarks.Web.Published;

/// <summary>The site as it is deployed: built by <c>dotnet publish -c Release</c>, run from that folder.</summary>
internal sealed class PublishedSite
{
    /// <summary>A folder that was published to before, to save the time.</summary>
    private static readonly string? given = Environment.GetEnvironmentVariable("BENCHMARK_PUBLISHED");

    private readonly DirectoryInfo folder = given is null ? Directory.CreateTempSubdirectory("web-bench-publish-") : new DirectoryInfo(given);

    private static PublishedSite? built;

    /// <summary>Publishes once a run.</summary>
    public static async Task<PublishedSite> Build() => built ??= await BuildAnew();

    public static void Forget()
    {
        if (given is null) built?.folder.Delete(recursive: true);
    }

    private static async Task<PublishedSite> BuildAnew()
    {
        var site = new PublishedSite();
        if (given is not null) return site;
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", "src/Marketplace.Web", "-c", "Release", "-o", site.folder.FullName, "-v", "q", "-nologo"])
        {
            WorkingDirectory = Repository.Root,
        })!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? site : throw new InvalidOperationException("Publishing failed.");
    }

    public RunningSite Start(string data, int listings, string environment = "Production") => new(folder.FullName, data, listings, environment);
}
