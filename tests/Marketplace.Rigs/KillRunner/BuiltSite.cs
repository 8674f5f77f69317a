namespace Marketplace.Rigs.KillRunner;

/// <summary>Where the build put the site: in its own output folder, with its assets, under the configuration that the tests were built in.</summary>
internal static class BuiltSite
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = here.FullName.Contains($"{System.IO.Path.DirectorySeparatorChar}Release{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release" : "Debug";
        for (var folder = here; folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "Marketplace.sln"))) continue;
            var site = System.IO.Path.Combine(folder.FullName, "src", "Marketplace.Web", "bin", configuration, "net10.0", "Marketplace.Web.dll");
            return File.Exists(site) ? site : throw new FileNotFoundException("The site is not built.", site);
        }
        throw new DirectoryNotFoundException($"No Marketplace.sln above {here.FullName}.");
    }
}
