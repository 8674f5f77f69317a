namespace Marketplace.Rigs;

/// <summary>The checkout that the tests were built in.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Marketplace.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } above ? Find(above)
        : throw new InvalidOperationException("The tests run outside of the repository.");
}
