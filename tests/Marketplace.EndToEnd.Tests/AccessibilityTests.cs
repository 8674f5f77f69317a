using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.EndToEnd.Tests;

/// <summary>
/// Every page once per language at alternating widths; with MARKETPLACE_FULL at both widths. Axe finds no violation of WCAG 2.2 A and AA,
/// the page does not scroll sideways, it has one heading of the first level, and nothing goes wrong in its scripts.
/// </summary>
[Collection(OnTheSite.Name)]
public sealed class AccessibilityTests(Site site)
{
    private static readonly AxeRunOptions rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    private static bool Full => Environment.GetEnvironmentVariable("MARKETPLACE_FULL") == "1";

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Every_page_is_accessible_and_fits_its_window(string language)
    {
        var faults = new ConcurrentQueue<string>();
        var number = language == "zh" ? 1 : 0;
        var looks = (await new Pages(site).All()).SelectMany(page => (Full ? [1280, 390] : new[] { number++ % 2 == 0 ? 1280 : 390 }).Select(width => (page, width)));
        // Each reader's window stays for all of their pages, as a new one costs more than a page. Two at a time: axe works in one thread of the
        // browser's, and there are two cores.
        var windows = looks.GroupBy(it => (it.page.Person, it.width)).OrderByDescending(it => it.Count()).ToList();
        await Parallel.ForEachAsync(windows, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (window, _) =>
        {
            var (person, width) = window.Key;
            var page = person is not null ? await site.ActingAs(person, language, width) : await site.Visitor(language, width);
            await using var __ = page.Context;
            foreach (var (at, _) in window)
                foreach (var fault in await Look(page, at, language))
                    faults.Enqueue($"{at.Path} as {person ?? "anybody"}, {language}, {width} px: {fault}");
        });
        Assert.True(faults.IsEmpty, string.Join('\n', faults));
    }

    private static async Task<List<string>> Look(IPage page, SitePage at, string language)
    {
        var faults = new List<string>();
        page.PageError += Break;
        page.Console += Complain;
        try
        {
            await Look(page, at, language, faults);
            return faults;
        }
        finally
        {
            page.PageError -= Break;
            page.Console -= Complain;
        }

        void Break(object? sender, string error) => faults.Add($"script error: {error}");

        void Complain(object? sender, IConsoleMessage message)
        {
            if (message.Type == "error" && !AxeScan.IsUnder(page) && !message.Text.Contains("404", StringComparison.Ordinal)) faults.Add($"console: {message.Text}");
        }
    }

    private static async Task Look(IPage page, SitePage at, string language, List<string> faults)
    {
        var response = await page.GotoAsync(at.Path);
        var expected = at.Path == "/no/such/page" ? 404 : 200;
        if (response!.Status != expected)
        {
            faults.Add($"status {response.Status}");
            return;
        }

        var found = await page.Scan(rules);
        faults.AddRange(found.Violations.Select(v => $"{v.Id} ({v.Impact}) at {string.Join(" ; ", v.Nodes.Take(3).Select(n => n.Html))}"));
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0) faults.Add($"scrolls sideways by {overflow} px");
        if (await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).CountAsync() is var headings and not 1)
            faults.Add($"{headings} headings of the first level");
        if (await page.Locator("html").GetAttributeAsync("lang") is var lang && !lang!.StartsWith(language, StringComparison.Ordinal))
            faults.Add($"its language is said to be {lang}");
    }
}
