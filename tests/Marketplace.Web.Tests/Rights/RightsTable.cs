using Marketplace.Rigs;

namespace Marketplace.Web.Rights;

/// <summary>A table of rights as it stands in its file: words between blanks, a line a row; of the comments the one that names the columns counts.</summary>
internal static class RightsTable
{
    /// <param name="head">How the line begins that names the columns.</param>
    public static (string[] Head, IReadOnlyList<string[]> Rows) Read(string file, string head)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Marketplace.Web.Tests", "Rights", file));
        return (Words(lines.Last(line => line.StartsWith(head, StringComparison.Ordinal))), [.. lines.Where(line => line.Length > 0 && line[0] != '#').Select(Words)]);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
