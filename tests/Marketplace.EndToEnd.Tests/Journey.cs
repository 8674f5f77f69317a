using Microsoft.Playwright;

namespace Marketplace.EndToEnd.Tests;

/// <summary>The moves of a person on a page: things are found by their role, label or text.</summary>
internal static class Journey
{
    public static Task Press(this IPage page, string button) =>
        page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button }).First.ClickAsync();

    public static Task Follow(this IPage page, string link) =>
        page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = link }).First.ClickAsync();

    public static Task Fill(this IPage page, string label, string text) =>
        page.GetByRole(AriaRole.Main).GetByLabel(label).First.FillAsync(text);

    public static Task Choose(this IPage page, string label, string option) =>
        page.GetByRole(AriaRole.Main).GetByLabel(label).First.SelectOptionAsync(new SelectOptionValue { Label = option });

    public static Task Tick(this IPage page, string label) =>
        page.GetByRole(AriaRole.Main).GetByLabel(label).First.CheckAsync();

    public static ILocator Part(this IPage page, AriaRole role, string name) =>
        page.GetByRole(AriaRole.Main).GetByRole(role, new LocatorGetByRoleOptions { Name = name });

    public static ILocator Text(this IPage page, string text) => page.GetByRole(AriaRole.Main).GetByText(text).First;
}
