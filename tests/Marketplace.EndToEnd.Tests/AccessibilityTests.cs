using System.Collections.Concurrent;
using Marketplace.Rigs;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.EndToEnd.Tests;

/// <summary>
/// Every page in one language at one width, which take turns from page to page; with MARKETPLACE_FULL in both at both. Axe finds no violation of WCAG 2.2 A and AA,
/// the page does not scroll sideways, it has one heading of the first level, and nothing goes wrong in its scripts.
/// </summary>
[Collection(OnTheSite.Name)]
public sealed class AccessibilityTests(Site site)
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Every_page_is_accessible_and_fits_its_window(string language)
    {
        var faults = new ConcurrentQueue<string>();
        var pages = await new Pages(site).All();
        var looks = pages.SelectMany((page, number) => new[] { 1280, 390 }.Where(width => LongForms.Wanted || number % 4 == Turn(language, width)).Select(width => new Look(page, width)));
        await Look.Through(site, looks, language, async (page, look) =>
        {
            foreach (var fault in await Faults(page, look.Page, language)) faults.Enqueue($"{look.Page}, {language}, {look.Width} px: {fault}");
        });
        Assert.True(faults.IsEmpty, string.Join('\n', faults));
    }

    [Fact]
    public async Task What_is_wrong_is_found()
    {
        var page = await site.Visitor();
        await using var _ = page.Context;
        await page.SetContentAsync("""<html lang="xx"><title>Wrong</title><main><h1>Wrong</h1><img src="data:,"><p style="color:#999;background:#aaa">Pale</p><button style="width:9px;height:9px;padding:0"></button><button style="width:9px;height:9px;padding:0"></button></main>""");
        Assert.Superset(new HashSet<string> { "html-lang-valid", "image-alt", "color-contrast", "button-name", "target-size" }, (await page.Scan()).Select(it => it.Id).ToHashSet());
    }

    private static int Turn(string language, int width) => (language, width) switch { ("en", 1280) => 0, ("zh", 390) => 1, ("en", 390) => 2, _ => 3 };

    private static async Task<List<string>> Faults(IPage page, SitePage at, string language)
    {
        var faults = new List<string>();
        page.PageError += Break;
        page.Console += Complain;
        try
        {
            await Find(page, at, language, faults);
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
            if (message.Type == "error" && !AxeScan.Causes(message) && !message.Text.Contains("404", StringComparison.Ordinal)) faults.Add($"console: {message.Text}");
        }
    }

    private static async Task Find(IPage page, SitePage at, string language, List<string> faults)
    {
        var response = await page.GotoAsync(at.Path);
        var expected = at.Path == "/no/such/page" ? 404 : 200;
        if (response!.Status != expected)
        {
            faults.Add($"status {response.Status}");
            return;
        }

        var found = await page.Scan();
        faults.AddRange(found.Select(it => it.ToString()));
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0) faults.Add($"scrolls sideways by {overflow} px");
        if (await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).CountAsync() is var headings and not 1)
            faults.Add($"{headings} headings of the first level");
        if (await page.Locator("html").GetAttributeAsync("lang") is var lang && !lang!.StartsWith(language, StringComparison.Ordinal))
            faults.Add($"its language is said to be {lang}");
    }
}
