using Microsoft.Playwright;

namespace Marketplace.EndToEnd.Tests;

/// <summary>A page to be looked at, and as whom.</summary>
public sealed record SitePage(string Path, string? Person = null);

/// <summary>Every page of the site, with an example of what it shows from the demo market.</summary>
internal sealed class Pages(Site site)
{
    public async Task<IReadOnlyList<SitePage>> All()
    {
        var listing = await First("api/v1/search?class=TC.03&size=1");
        var lapsed = await First("api/v1/search?verdict=notMet&size=1");
        var two = (await site.Get("api/v1/search?class=TC.03&size=2")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()).ToList();
        var full = await site.Get($"api/v1/listings/{listing}");
        var provider = full.GetProperty("provider").GetProperty("id").GetString()!;
        var certificate = full.GetProperty("certificates")[0].GetString()!;
        var editor = $"editor-{provider}";
        var own = await OrganisationOf("buyer");
        return
        [
            new("/"), new("/search"), new("/search?q=emc&class=TC&region=CN-GD&excluded=true"), new("/search?q=nothing-is-called-so"),
            new("/coverage"), new($"/compare?ids={string.Join(',', two)}"),
            new($"/listings/{listing}"), new($"/listings/{lapsed}"), new($"/listings/{listing}/versions"),
            new($"/providers/{provider}"), new("/providers"), new($"/certificates/{certificate}"),
            new("/standards"), new("/standards/iso-iec-17025-2017"), new("/methods"), new("/methods/gbt-17626-2-2018"), new("/classes"), new("/classes/TC.03"),
            new("/no/such/page"), new("/demo/act-as"), new("/operator", "operator"), new("/operator/people", "operator"), new("/record", "auditor"),
            new("/account/sign-in"), new("/account/sign-up"), new("/account/forgotten"), new("/account/confirm"), new("/account/reset?code=x"), new("/account/second-factor"), new("/account/email/agree"), new("/account/erased"),
            new("/account/sign-out"), new("/sign-in/refused"), new("/first-run"),
            new("/notices", "buyer"), new("/notices/settings", "buyer"), new("/dev/mails"),
            new("/organisations", "buyer"), new("/organisations/new", "buyer"), new($"/organisations/{own}", "buyer"), new($"/organisations/{own}/members/buyer", "buyer"), new($"/organisations/{own}/clients", "buyer"), new(await ClientOf("buyer", own), "buyer"),
            new("/providers/new", "operator"), new("/provider/listings", editor), new("/listings/new", editor),
            new($"/listings/{listing}/edit", editor), new($"/listings/{listing}/edit/service", editor), new($"/listings/{listing}/edit/scope", editor),
            new($"/listings/{listing}/edit/evidence", editor), new($"/listings/{listing}/publish", editor), new($"/listings/{listing}/withdraw", editor), new($"/listings/{listing}/copy", editor),
            new($"/providers/{provider}/certificates/new", editor), new($"/providers/{provider}/certificates/import", editor),
            new($"/certificates/{certificate}/edit", editor), new($"/certificates/{certificate}/check", "operator"), new($"/certificates/{certificate}/documents/new", editor),
            new($"/providers/{provider}/suspend", "operator"), new($"/reports/new?about={listing}"), new("/operator/reports", "operator"),
        ];
    }

    /// <summary>The organisation somebody of the demo acts for, as its own page is linked.</summary>
    private async Task<string> OrganisationOf(string person)
    {
        var page = await site.ActingAs(person);
        await using var _ = page.Context;
        await page.GotoAsync("/organisations");
        return (await page.GetByRole(AriaRole.Main).Locator("a[href^='/organisations/org_']").First.GetAttributeAsync("href"))!["/organisations/".Length..];
    }

    /// <summary>The page of an API client that somebody makes for their organisation.</summary>
    private async Task<string> ClientOf(string person, string organisation)
    {
        var page = await site.ActingAs(person);
        await using var _ = page.Context;
        await page.GotoAsync($"/organisations/{organisation}/clients");
        await page.Locator("input[name=name]").FillAsync("ERP");
        await page.Locator("input[name=scopes]").First.CheckAsync();
        await page.Locator("main button[name=action]").ClickAsync();
        return (await page.GetByRole(AriaRole.Main).Locator("a[href*='/clients/cli_']").First.GetAttributeAsync("href"))!;
    }

    private async Task<string> First(string search) =>
        (await site.Get(search)).GetProperty("items")[0].GetProperty("id").GetString()!;
}
