using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.EndToEnd.Tests;

/// <summary>
/// Hands that have a keyboard and no mouse: they go on by Tab, and at every stop see where they are (a ring around it, in sight, under
/// nothing else).
/// </summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostStops = 400;

    private const string Stop = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return null;
          const style = getComputedStyle(e), box = e.getBoundingClientRect();
          // A link that goes over two lines is looked at where it begins: its box has corners that are not its own.
          const piece = e.getClientRects()[0] ?? box;
          const over = document.elementFromPoint(
            Math.min(innerWidth - 1, Math.max(0, piece.left + Math.min(piece.width / 2, 40))), Math.min(innerHeight - 1, Math.max(0, piece.top + Math.min(piece.height / 2, 10))));
          return {
            name: e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].innerText) || e.innerText || e.getAttribute('title') || e.value || '',
            what: e.outerHTML.slice(0, 160),
            by: over ? `${over.outerHTML.slice(0, 160)} at ${Math.round(piece.left)}, ${Math.round(piece.top)}` : '',
            ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            inSight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
            uncovered: !over || e.contains(over) || over.contains(e) || [...(e.labels ?? [])].some(label => label.contains(over)),
          };
        }
        """;

    private sealed record At(string Name, string What, string By, bool Ringed, bool InSight, bool Uncovered);

    public Task Press(string key) => page.Keyboard.PressAsync(key);

    public Task Type(string text) => page.Keyboard.TypeAsync(text);

    /// <summary>Goes on to what is called so.</summary>
    public async Task To(string name)
    {
        var passed = new List<string>();
        for (var i = 0; i < MostStops; i++)
        {
            if (await Next() is { } at)
            {
                if (at.Name.Contains(name, StringComparison.Ordinal)) return;
                passed.Add(at.Name.ReplaceLineEndings(" "));
            }
        }
        Assert.Fail($"“{name}” is not reached by keyboard, only {string.Join(" | ", passed.Distinct().Take(60))}.");
    }

    /// <summary>Goes through the whole page, and counts its stops: the last leads out of it again, so nothing holds the focus.</summary>
    public async Task<int> Through()
    {
        await page.EvaluateAsync("() => { document.activeElement?.blur(); getSelection()?.removeAllRanges(); scrollTo(0, 0); }");
        for (var stops = 0; stops < MostStops * 2; stops++)
            if (await Next() is null) return stops;
        Assert.Fail($"The focus does not get out of {page.Url}.");
        return 0;
    }

    public Task<string> FocusedId() => page.EvaluateAsync<string>("document.activeElement?.id ?? ''");

    private async Task<At?> Next()
    {
        await page.Keyboard.PressAsync("Tab");
        var json = await page.EvaluateAsync<JsonElement?>(Stop);
        if (json is not { ValueKind: JsonValueKind.Object } found) return null;
        var at = found.Deserialize<At>(JsonSerializerOptions.Web)!;
        Assert.True(at.Ringed, $"{page.Url}: no ring around {at.What}");
        Assert.True(at.InSight, $"{page.Url}: out of sight: {at.What}");
        Assert.True(at.Uncovered, $"{page.Url}: covered: {at.What} by {at.By}");
        return at;
    }
}
