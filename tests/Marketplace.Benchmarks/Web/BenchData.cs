using System.Globalization;

namespace Marketplace.Benchmarks.Web;

/// <summary>The folder of a demo market of one size. Where <c>BENCHMARK_DATA</c> names a folder, markets are kept there for the next run.</summary>
internal sealed class BenchData : IDisposable
{
    private static readonly string? kept = Environment.GetEnvironmentVariable("BENCHMARK_DATA");

    public BenchData(int listings)
    {
        Path = kept is null
            ? Directory.CreateTempSubdirectory("web-bench-").FullName
            : System.IO.Path.Combine(kept, listings.ToString(CultureInfo.InvariantCulture));
        IsNew = kept is null || !Directory.Exists(Path);
    }

    public string Path { get; }

    public bool IsNew { get; }

    public void Dispose()
    {
        if (kept is null) Directory.Delete(Path, recursive: true);
    }
}
