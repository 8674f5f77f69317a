using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>From the first page to a comparison, and from a form with mistakes to a registered organisation, by keyboard alone.</summary>
[Collection(OnTheSite.Name)]
public sealed class KeyboardJourneyTests(Site site)
{
    [Fact]
    public async Task A_service_is_sought_filtered_compared_and_read()
    {
        var page = await site.Visitor();
        await using var _ = page.Context;
        var hands = new Keyboard(page);
        await page.GotoAsync("/");
        await hands.To("Skip to the content");
        await Expect(page.GetByText("Skip to the content")).ToBeInViewportAsync();
        await hands.Press("Enter");
        Assert.Equal("main", await hands.FocusedId());

        await hands.To("Search services");
        await hands.Type("EMC");
        await hands.Press("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("q=EMC"));

        await hands.To("Accept equivalents");
        await hands.Press("Space");
        await hands.To("Apply");
        await hands.Press("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("equivalents=true"));

        await hands.To("Why is this here?");
        await hands.Press("Enter");
        await Expect(page.Locator("main details[open] > summary").Filter(new LocatorFilterOptions { HasText = "Why is this here?" })).ToHaveCountAsync(1);
        await hands.Press("Space");
        await Expect(page.Locator("main details[open] > summary").Filter(new LocatorFilterOptions { HasText = "Why is this here?" })).ToHaveCountAsync(0);

        await hands.To("Compare");
        await hands.Press("Space");
        await hands.To("Compare");
        await hands.Press("Space");
        Assert.Equal(2, await page.Locator("main input[name=ids]:checked").CountAsync());
        await hands.To("Compare the ticked services");
        await hands.Press("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/compare"));
        await hands.To("Only differences");
        await hands.Press("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("diff"));

        var first = await page.Locator("main thead a").First.InnerTextAsync();
        await hands.To(first);
        await hands.Press("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync(first);
        Assert.InRange(await hands.Through(), 20, 400);
    }

    [Fact]
    public async Task An_organisation_is_registered_after_its_mistakes_were_named()
    {
        var page = await site.ActingAs("buyer");
        await using var _ = page.Context;
        var hands = new Keyboard(page);
        await page.GotoAsync("/providers/new");
        await hands.To("Country of the register");
        await hands.Type("Germany");
        await hands.To("Registration number");
        // Enter in a field sends the form by its own button, and not by the one that adds a site.
        await hands.Press("Enter");

        await Expect(page.Locator("#error-summary")).ToBeVisibleAsync();
        Assert.Equal("error-summary", await hands.FocusedId());
        Assert.Equal(1, await page.Locator("main fieldset.card").CountAsync());
        await hands.To("Registration number");
        await hands.Press("Enter");
        Assert.Equal("f-registrationNumber", await hands.FocusedId());
        await hands.Type("HRB 4711 DEMO");
        await hands.To("micro");
        await hands.Press("ArrowDown");
        await hands.To("Mail");
        await hands.Type("keyboard@example.org");
        await hands.To("Name in English");
        await hands.Type("Main site");
        await hands.To("Region");
        await hands.Type("Germany");
        await hands.To("Name in English");
        await hands.Type("Keyboard DEMO GmbH");
        await hands.To("Register");
        await hands.Press("Enter");

        await Expect(page.Text("The organisation is registered.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("Keyboard DEMO GmbH");
    }

    /// <summary>Every page of the site is walked from its first stop to its last, at one of the widths.</summary>
    [Fact]
    public async Task No_page_holds_the_focus_or_hides_it()
    {
        await Look.Through(site, Look.Alternating(await new Pages(site).All()), "en", async (page, look) =>
        {
            await page.GotoAsync(look.Page.Path);
            Assert.InRange(await new Keyboard(page).Through(), 8, 700);
        });
    }
}
