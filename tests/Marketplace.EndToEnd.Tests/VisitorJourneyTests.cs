using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>Somebody who comes by: in the other language, in the dark, without JavaScript.</summary>
[Collection(OnTheSite.Name)]
public sealed class VisitorJourneyTests(Site site)
{
    [Fact]
    public async Task The_chosen_language_is_remembered_on_every_page()
    {
        var page = await site.Visitor("en");
        await using var _ = page.Context;
        await page.GotoAsync("/standards");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "中文" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", new Regex("^zh"));
        Assert.EndsWith("/standards", page.Url, StringComparison.Ordinal);
        await page.GotoAsync("/classes");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", new Regex("^zh"));
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "English" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", new Regex("^en"));
    }

    [Fact]
    public async Task The_chosen_theme_is_remembered_on_every_page()
    {
        var page = await site.Visitor();
        await using var _ = page.Context;
        await page.GotoAsync("/standards");
        var light = await Background(page);
        await page.Locator("a[href^='/theme/dark']").ClickAsync();
        var dark = await Background(page);
        Assert.NotEqual(light, dark);
        await page.GotoAsync("/classes");
        Assert.Equal(dark, await Background(page));
    }

    [Fact]
    public async Task Search_filters_work_without_JavaScript()
    {
        var page = await site.Visitor(javaScript: false);
        await using var _ = page.Context;
        await page.GotoAsync("/search?q=EMC");
        // Filters are checkboxes of a form: tick one that is shown and apply.
        var region = page.GetByRole(AriaRole.Main).Locator("input[type=checkbox][name=region]:visible").First;
        var value = await region.GetAttributeAsync("value");
        await region.CheckAsync();
        await page.Press("Apply");
        Assert.Contains($"region={value}", page.Url, StringComparison.Ordinal);
        Assert.Contains("q=EMC", page.Url, StringComparison.Ordinal);
        await Expect(page.GetByRole(AriaRole.Main).Locator($"input[type=checkbox][name=region][value='{value}']").First).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Fields_left_empty_stay_out_of_the_address()
    {
        var page = await site.Visitor();
        await using var _ = page.Context;
        await page.GotoAsync("/search?q=EMC");
        await page.GetByRole(AriaRole.Main).Locator("input[type=checkbox][name=region]:visible").First.CheckAsync();
        await page.Press("Apply");
        await Expect(page).ToHaveURLAsync(new Regex("region="));
        Assert.DoesNotMatch("=(&|$)", page.Url);
        Assert.Contains("q=EMC", page.Url, StringComparison.Ordinal);
    }

    private static Task<string> Background(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
