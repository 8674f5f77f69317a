using Marketplace.Rigs;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.EndToEnd.Tests;

/// <summary>
/// Pictures for people to look at, made where MARKETPLACE_PICTURES names a folder: the two of the readme, and with MARKETPLACE_FULL every
/// page in both languages, at both widths, light and dark.
/// <code>MARKETPLACE_PICTURES=$PWD/docs/screenshots dotnet run --project tests/Marketplace.EndToEnd.Tests -- -class '*Pictures'</code>
/// </summary>
[Collection(OnTheSite.Name)]
public sealed class Pictures(Site site)
{
    private static readonly string? folder = Environment.GetEnvironmentVariable("MARKETPLACE_PICTURES");

    [Fact]
    public async Task Of_the_readme()
    {
        Assert.SkipWhen(folder is null, "MARKETPLACE_PICTURES names no folder.");
        var listing = (await site.Get("api/v1/search?class=TC.03&verdict=met&size=1")).GetProperty("items")[0].GetProperty("id").GetString();
        await Take("/search?class=TC.03&region=CN-GD&region=abroad&standard=iso-iec-17025-2017&equivalents=true", "search-en.png", "en", 1280, ColorScheme.Light, whole: false);
        await Take($"/listings/{listing}", "listing-zh.png", "zh", 1280, ColorScheme.Light, whole: false);
    }

    [Fact]
    public async Task Of_every_page()
    {
        Assert.SkipWhen(folder is null || !LongForms.Wanted, "MARKETPLACE_PICTURES and MARKETPLACE_FULL ask for them.");
        foreach (var (page, number) in (await new Pages(site).All()).Select((page, i) => (page, i)))
            foreach (var language in (string[])["en", "zh"])
                foreach (var width in (int[])[1280, 390])
                    foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
                        await Take(page.Path, $"{number:00}-{language}-{width}-{scheme}.png".ToLowerInvariant(), language, width, scheme, whole: true, page.Person);
    }

    private async Task Take(string path, string file, string language, int width, ColorScheme scheme, bool whole, string? person = null)
    {
        var page = person is null ? await site.Visitor(language, width) : await site.ActingAs(person, language, width);
        await using var _ = page.Context;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.GotoAsync(path);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder!, file), FullPage = whole });
    }
}
