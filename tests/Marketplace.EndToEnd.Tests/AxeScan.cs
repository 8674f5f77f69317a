using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Marketplace.EndToEnd.Tests;

/// <summary>Runs axe, which sets inline styles that the site's policy rightly refuses: what is complained of meanwhile is none of the page's.</summary>
internal static class AxeScan
{
    private static readonly ConcurrentDictionary<IPage, bool> under = new();

    public static bool IsUnder(IPage? page) => page is not null && under.ContainsKey(page);

    public static async Task<AxeResult> Scan(this IPage page, AxeRunOptions? rules = null)
    {
        under[page] = true;
        try
        {
            return await page.RunAxe(rules);
        }
        finally
        {
            under.TryRemove(page, out _);
        }
    }
}
