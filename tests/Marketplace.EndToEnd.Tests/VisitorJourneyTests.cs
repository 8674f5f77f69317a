using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>Somebody who comes by: with the keyboard only, in the other language, in the dark, without JavaScript.</summary>
[Collection(OnTheSite.Name)]
public sealed class VisitorJourneyTests(Site site)
{
    [Fact]
    public async Task A_search_is_made_and_a_result_opened_by_keyboard_alone()
    {
        var page = await site.Visitor();
        await using var _ = page.Context;
        await page.GotoAsync("/search");
        await TabTo(page, "Skip to the content");
        await page.Keyboard.PressAsync("Enter");
        await TabTo(page, "Search words");
        await page.Keyboard.TypeAsync("EMC");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("q=EMC", StringComparison.Ordinal));

        var hit = (await site.Get("api/v1/search?q=EMC&size=1")).GetProperty("items")[0].GetProperty("title").GetProperty("en").GetString()!;
        await TabTo(page, hit);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync(hit);
    }

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

    private static Task<string> Background(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    /// <summary>Presses the tab key until what has the focus is called so.</summary>
    private static async Task TabTo(IPage page, string name)
    {
        for (var i = 0; i < 200; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string>(
                "(e => e ? (e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].innerText) || e.innerText || '') : '')(document.activeElement)");
            if (focused.Contains(name, StringComparison.Ordinal)) return;
        }
        Assert.Fail($"“{name}” is not reached by keyboard.");
    }
}
