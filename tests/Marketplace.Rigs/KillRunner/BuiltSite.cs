namespace Marketplace.Rigs.KillRunner;

/// <summary>Where the build put the site and the fake beside it: each in its own output folder, with its assets, under the configuration that the tests were built in.</summary>
internal static class BuiltSite
{
    public static string Path { get; } = Find("src", "Marketplace.Web");

    /// <summary>The program of the fake that stands for Stripe.</summary>
    public static string FakeStripe { get; } = Find("tests", "Marketplace.Rigs");

    private static string Find(string folder, string project)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{System.IO.Path.DirectorySeparatorChar}Release{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release" : "Debug";
        var site = System.IO.Path.Combine(Repository.Root, folder, project, "bin", configuration, "net10.0", $"{project}.dll");
        return File.Exists(site) ? site : throw new FileNotFoundException($"{project} is not built.", site);
    }
}
