using System.Diagnostics;

namespace Marketplace.Benchmarks.Web.Published;

/// <summary>The site as it is deployed: built by <c>dotnet publish -c Release</c>, run from that folder.</summary>
internal sealed class PublishedSite : IDisposable
{
    /// <summary>A folder that was published to before, to save the time.</summary>
    private static readonly string? given = Environment.GetEnvironmentVariable("BENCHMARK_PUBLISHED");

    private readonly DirectoryInfo folder = given is null ? Directory.CreateTempSubdirectory("web-bench-publish-") : new DirectoryInfo(given);

    public static async Task<PublishedSite> Build()
    {
        var site = new PublishedSite();
        if (given is not null) return site;
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Directory.Packages.props"))) root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Not inside the repository.");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", "src/Marketplace.Web", "-c", "Release", "-o", site.folder.FullName, "-v", "q", "-nologo"])
        {
            WorkingDirectory = root,
        })!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? site : throw new InvalidOperationException("Publishing failed.");
    }

    public RunningSite Start(string data, int listings, string environment = "Production") => new(folder.FullName, data, listings, environment);

    public void Dispose()
    {
        if (given is null) folder.Delete(recursive: true);
    }
}
