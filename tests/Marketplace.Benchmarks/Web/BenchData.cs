using System.Globalization;

namespace Marketplace.Benchmarks.Web;

/// <summary>
/// The folders of demo markets, one of each size, filled when first asked for. Where <c>BENCHMARK_DATA</c> names a folder they are kept
/// there for the next run, else they go when the run ends.
/// </summary>
internal static class BenchData
{
    private static readonly string? kept = Environment.GetEnvironmentVariable("BENCHMARK_DATA");
    private static readonly string folder = kept ?? Directory.CreateTempSubdirectory("web-bench-").FullName;

    public static string PathOf(int listings, out bool isNew)
    {
        var path = Path.Combine(folder, listings.ToString(CultureInfo.InvariantCulture));
        isNew = !Directory.Exists(path);
        return path;
    }

    public static void Forget()
    {
        if (kept is null) Directory.Delete(folder, recursive: true);
    }
}
