using System.Text.Json;
using Marketplace.Rigs;

namespace Marketplace.Web.Naughty;

/// <summary>
/// The Big List of Naughty Strings, and what it lacks. All of them where <c>MARKETPLACE_FULL</c> is set, else a spread of the list.
/// </summary>
internal static class NaughtyStrings
{
    private const int SpreadOf = 45;

    private static readonly string[] own =
    [
        "a\0b", "a\u202Eb", "\uFEFFbegins with a mark", "a\uFFFEb", "a\u0085b", "a\r\nX-Injected: 1", "a\u2028b", "e\u0301 is composed", "  spaced  ", "   ",
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "</textarea></select></script><script>alert(1)</script>", "\" autofocus onfocus=\"alert(1)", "' OR 1=1 --",
        new string('长', 5001), "{{7*7}} ${7*7} @(7*7)", "../../../etc/passwd", "javascript:alert(1)", "//evil.example", "1", "true", "中文",
    ];

    public static IReadOnlyList<string> Chosen { get; } = [.. own, .. LongForms.Wanted ? Listed() : Listed().Where((_, i) => i % SpreadOf == 0)];

    private static string[] Listed() =>
        [.. JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "naughty", "blns.json")))!.Distinct()];
}
