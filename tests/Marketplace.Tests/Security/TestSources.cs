using System.Text.RegularExpressions;
using Marketplace.Rigs;

namespace Marketplace.Security;

/// <summary>The test methods of every project, as their sources name them: the projects do not see each other's assemblies.</summary>
internal static partial class TestSources
{
    public static IReadOnlySet<string> All() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .SelectMany(path => In(File.ReadAllText(path))).ToHashSet(StringComparer.Ordinal);

    /// <summary>Namespace, class and method of each test in a source; one that is always skipped shows nothing.</summary>
    public static IEnumerable<string> In(string source)
    {
        if (Namespace().Match(source) is not { Success: true } space) yield break;
        var classes = Class().Matches(source);
        foreach (Match test in Test().Matches(source))
        {
            var owner = classes.LastOrDefault(it => it.Index < test.Index);
            if (owner is not null && !test.Value.Contains("Skip = ", StringComparison.Ordinal)) yield return $"{space.Groups[1]}.{owner.Groups[1]}.{test.Groups[1]}";
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    /// <summary>Those that stand in the namespace itself.</summary>
    [GeneratedRegex(@"^(?:[a-z]+ )*class (\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();

    [GeneratedRegex(@"^[ \t]*\[(?:Fact|Theory)\b(?:(?!^[ \t]*\[(?:Fact|Theory)\b)[\s\S])*?^[ \t]*public (?:static )?(?:async )?(?:Task|ValueTask|void) (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();
}
