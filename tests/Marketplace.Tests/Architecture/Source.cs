using Marketplace.Rigs;

namespace Marketplace.Tests.Architecture;

/// <summary>The hand-written files of the repository.</summary>
internal static class Source
{
    private static readonly string[] kinds = [".cs", ".razor", ".css", ".js", ".sh"];
    private static readonly string[] notOurs = ["bin", "obj", "node_modules", ".git", "lib"];

    public static string Root => Repository.Root;

    /// <summary>Joined from the parts in DesignSystem/Styles when the project is built.</summary>
    private const string Joined = "market.css";

    public static IEnumerable<(string Path, int Lines)> Files() =>
        from path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path)
        where kinds.Contains(Path.GetExtension(path)) && Path.GetFileName(path) != Joined
            && !relative.Split(Path.DirectorySeparatorChar).Any(notOurs.Contains)
        select (relative, File.ReadLines(path).Count());
}
