using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>A procurement officer looks for laboratories by what their active scope covers, and compares those that are left.</summary>
[Collection(OnTheSite.Name)]
public sealed class ProcurementJourneyTests(Site site)
{
    private const string Asked = "method=GB/T%2017626.2&equivalents=true&region=CN-GD&region=abroad&excluded=true";

    private const string SevenTests = """
        GB/T 17626.2-2018
        GB/T 17626.3
        GB/T 17626.4 electrical fast transient/burst immunity
        GB/T 17626.5
        IEC 61000-4-6
        GB/T 17626.11
        GB/T 228.1
        """;

    [Fact]
    public async Task Laboratories_are_found_by_the_method_that_their_active_scope_covers()
    {
        var page = await site.ActingAs("procurement");
        await using var _ = page.Context;
        await page.GotoAsync("/search?" + Asked);

        var main = page.GetByRole(AriaRole.Main);
        await Expect(main).ToContainTextAsync(new Regex("whose active scope covers GB/T 17626\\.2.*from a site in Guangdong or", RegexOptions.Singleline));
        var answer = await site.Get("api/v1/search?size=100&" + Asked);
        var items = answer.GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(items, item => item.GetProperty("provider").GetProperty("region").GetString() == "CN-GD");
        Assert.Contains(items, item => item.GetProperty("provider").GetProperty("region").GetString() == "DE");
        foreach (var item in items.Take(5))
            await Expect(main.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = item.GetProperty("title").GetProperty("en").GetString() }).First).ToBeVisibleAsync();

        // From abroad only the international method is held: the chain to the national one is said.
        await Expect(main).ToContainTextAsync("IDT");
        var excluded = answer.GetProperty("excluded").EnumerateArray().First();
        await Expect(main).ToContainTextAsync(excluded.GetProperty("title").GetProperty("en").GetString()!);
    }

    [Fact]
    public async Task A_pasted_list_of_seven_tests_gives_the_coverage_of_each_listing()
    {
        var page = await site.ActingAs("procurement");
        await using var _ = page.Context;
        await page.GotoAsync("/coverage");
        await page.Fill("Tests, one a line", SevenTests);
        await page.Press("Check coverage");

        var main = page.GetByRole(AriaRole.Main);
        await Expect(main).ToContainTextAsync(new Regex("[1-7] of 7"));
        await Expect(main).ToContainTextAsync("not covered");
        var counts = Regex.Matches(await main.InnerTextAsync(), "\\b([1-7]) of 7\\b").Select(m => int.Parse(m.Groups[1].Value)).ToList();
        Assert.Equal(counts.OrderDescending(), counts);
    }

    [Fact]
    public async Task Four_ticked_services_are_compared_verdict_first_and_printed_on_two_sheets()
    {
        var page = await site.Visitor();
        await using var _ = page.Context;
        await page.GotoAsync("/search?class=TC.03");
        foreach (var box in (await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { NameRegex = new Regex("^Compare ") }).AllAsync()).Take(4))
            await box.CheckAsync();
        await page.Press("Compare the ticked services");

        var rows = page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Row);
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(5);
        await Expect(rows.Nth(1)).ToContainTextAsync("Verdict");
        Assert.InRange(Sheets(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true })), 1, 2);
        await page.Follow("Only differences");
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "All rows" })).ToBeVisibleAsync();
    }

    /// <summary>The tree of a PDF's pages says at its root how many there are.</summary>
    private static int Sheets(byte[] pdf) => Regex.Matches(Encoding.Latin1.GetString(pdf), @"/Count (\d+)").Max(m => int.Parse(m.Groups[1].Value));
}
