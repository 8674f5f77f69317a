using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Marketplace.EndToEnd.Tests;

/// <summary>A rule of axe that a page breaks, and the elements that do.</summary>
internal sealed record Violation(string Id, string? Impact, IReadOnlyList<Violation.Node> Nodes)
{
    public sealed record Node(string Html);

    public override string ToString() => $"{Id} ({Impact}) at {string.Join(" ; ", Nodes.Take(3).Select(node => node.Html))}";
}

/// <summary>
/// Runs axe in a page. The library's own runner, made for pages with frames of other sites, opens a second page for every scan and sends all
/// that passed as well, which is most of its time; no page here has a frame.
/// </summary>
internal static class AxeScan
{
    private const string Name = "axe.js";

    private static readonly string axe = $"{new BundledAxeScriptProvider().GetScript()}\n//# sourceURL={Name}";

    private static readonly JsonSerializerOptions names = new(JsonSerializerDefaults.Web);

    /// <summary>Whether axe causes the message: it sets inline styles that the site's policy rightly refuses, which is none of the page's.</summary>
    public static bool Causes(IConsoleMessage message) => message.Location.StartsWith(Name, StringComparison.Ordinal);

    /// <summary>What breaks WCAG 2.2 A or AA, or is against what axe calls best practice.</summary>
    public static async Task<IReadOnlyList<Violation>> Scan(this IPage page)
    {
        await page.EvaluateAsync(axe);
        var found = await page.EvaluateAsync<string>("""
            async () => JSON.stringify((await axe.run(document, {
              resultTypes: ['violations'], preload: false,
              runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
            })).violations)
            """);
        return JsonSerializer.Deserialize<List<Violation>>(found, names)!;
    }
}
