namespace Marketplace.Rigs.KillRunner;

/// <summary>Where the build put the site: in its own output folder, with its assets, under the configuration that the tests were built in.</summary>
internal static class BuiltSite
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var configuration = AppContext.BaseDirectory.Contains($"{System.IO.Path.DirectorySeparatorChar}Release{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release" : "Debug";
        var site = System.IO.Path.Combine(Repository.Root, "src", "Marketplace.Web", "bin", configuration, "net10.0", "Marketplace.Web.dll");
        return File.Exists(site) ? site : throw new FileNotFoundException("The site is not built.", site);
    }
}
