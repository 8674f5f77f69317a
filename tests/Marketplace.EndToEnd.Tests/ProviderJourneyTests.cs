using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>A testing house brings its certificate, writes a listing, sees what is missing, publishes it, is found, and lapses.</summary>
[Collection(OnTheSite.Name)]
public sealed class ProviderJourneyTests(Site site) : IAsyncLifetime
{
    private const string Table = """
        number,standard_id,evidence_type,marks,mra,issuer,valid_from,valid_until,activity,object,parameter,method,edition
        CNAS L90001 DEMO,ISO/IEC 17025:2017,accreditation,CNAS ILAC-MRA,yes,CNAS,2025-01-01,2028-01-01,testing,quokka routers,electrostatic discharge immunity,GB/T 17626.2,2018
        CNAS L90001 DEMO,ISO/IEC 17025:2017,,,,,,,testing,quokka routers,surge immunity,GB/T 17626.5,2019
        """;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await site.SetClock(null);

    [Fact]
    public async Task A_testing_house_publishes_is_found_and_lapses_with_its_certificate()
    {
        var editor = await FirstEditor();
        var provider = editor["editor-".Length..];
        var page = await site.ActingAs(editor);
        await using var _ = page.Context;

        await BringCertificate(page, provider);
        await StartListing(page);
        await ChooseEvidence(page);
        await AnswerSections(page);
        var listing = await Publish(page);

        await IsFoundInBothLanguages(listing);
        await LapsesWithItsCertificate(listing, provider);
    }

    private static async Task BringCertificate(IPage page, string provider)
    {
        await page.GotoAsync($"/providers/{provider}/certificates/import");
        await page.Fill("Paste the table", Table);
        await page.Press("Check the table");
        await Expect(page.Text("Every row is good")).ToBeVisibleAsync();
        await page.Press("Store 1 certificate");
        await Expect(page.Text("CNAS L90001 DEMO")).ToBeVisibleAsync();
    }

    private static async Task StartListing(IPage page)
    {
        await page.GotoAsync("/listings/new");
        await page.GetByText("TC · Testing and calibration").ClickAsync();
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Electrical, EMC, reliability" }).CheckAsync();
        await page.Press("Start");
        await Expect(page.Part(AriaRole.Complementary, "Completeness")).ToContainTextAsync("requirements are missing");
        await Expect(page.Part(AriaRole.Complementary, "Completeness").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Answer “Service title”." })).ToBeVisibleAsync();
    }

    private static async Task ChooseEvidence(IPage page)
    {
        await page.Follow("Evidence and sites");
        await page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "CNAS L90001 DEMO" }).CheckAsync();
        await page.Press("Save and choose scope lines");
        foreach (var line in await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { Name = "GB/T 17626" }).AllAsync())
            await line.CheckAsync();
        await page.Press("Save and continue");
    }

    private static async Task AnswerSections(IPage page)
    {
        await page.GotoAsync($"/listings/{ListingOf(page)}/edit");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Service", Exact = true }).ClickAsync();
        var title = page.Part(AriaRole.Group, "Service title");
        await title.GetByLabel("Chinese").FillAsync("短尾矮袋鼠路由器静电放电抗扰度检测");
        await title.GetByLabel("English").FillAsync("Quokka router electrostatic discharge immunity");
        await page.Part(AriaRole.Group, "Service description").GetByLabel("English").FillAsync("Immunity of quokka routers to electrostatic discharge and surge, tested under accreditation with a report.");
        await page.Fill("Listing valid until", "2029-12-31");
        await page.Press("Save and continue");

        await page.Tick("Accreditation symbol");
        await page.Press("Save and continue");

        await page.Fill("Regions served", "CN");
        await page.Press("Save and continue");

        await page.Fill("Step, row 1", "Test");
        await page.Tick("Standard method");
        await page.Press("Save and continue");

        await page.Fill("What the client must supply", "Two samples");
        await page.Fill("Name, row 1", "Test report");
        await page.Choose("Form, row 1", "PDF document");
        await page.Fill("Acceptance criteria", "The report names every method.");
        await page.Tick("At the provider's premises");
        await page.Fill("Working languages", "zh\nen");
        await page.Fill("Typical turnaround", "7");
        await page.Fill("Sample type", "Router");
        await page.Fill("Sample quantity", "2");
        await page.Fill("Report language", "en");
        await page.Press("Save and continue");

        await page.Choose("Price model", "On request");
        await page.Press("Save and continue");

        await page.Part(AriaRole.Group, "Ownership of results").GetByLabel("Owned by the client").CheckAsync();
        await page.Press("Save");
    }

    private static async Task<string> Publish(IPage page)
    {
        var listing = ListingOf(page);
        await page.GotoAsync($"/listings/{listing}/publish");
        // Serving mainland China asks one question more, and the page says so.
        await Expect(page.Text("1 requirement is missing")).ToBeVisibleAsync();
        await page.Follow("Answer “Technology contract type (China)”.");
        await page.Part(AriaRole.Group, "Technology contract type (China)").GetByLabel("Technical service").CheckAsync();
        await page.Press("Save");
        await page.GotoAsync($"/listings/{listing}/publish");
        await page.Press("Publish");
        await page.GotoAsync($"/listings/{listing}");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("Quokka router");
        return listing;
    }

    private async Task IsFoundInBothLanguages(string listing)
    {
        foreach (var (language, words) in new[] { ("en", "quokka router"), ("zh", "短尾矮袋鼠路由器") })
        {
            var visitor = await site.Visitor(language);
            await using var _ = visitor.Context;
            var link = visitor.GetByRole(AriaRole.Main).Locator($"a[href*='{listing}']").First;
            await visitor.GotoAsync($"/search?q={Uri.EscapeDataString(words)}");
            if (!await link.IsVisibleAsync())
            {
                await Task.Delay(700);
                await visitor.ReloadAsync();
            }
            await Expect(link).ToBeVisibleAsync();
        }
    }

    private async Task LapsesWithItsCertificate(string listing, string provider)
    {
        await site.SetClock(new DateTimeOffset(2028, 1, 2, 4, 0, 0, TimeSpan.Zero));
        Assert.Equal("notMet", (await site.Get($"api/v1/listings/{listing}")).GetProperty("verdict").GetString());

        var visitor = await site.Visitor();
        await using var _ = visitor.Context;
        await visitor.GotoAsync($"/listings/{listing}");
        await Expect(visitor.Text("No longer conforms")).ToBeVisibleAsync();
        await Expect(visitor.Text("2 Jan 2028")).ToBeVisibleAsync();
        await visitor.GotoAsync("/search?q=quokka&verdict=met");
        Assert.Equal(0, (await site.Get("api/v1/search?q=quokka&verdict=met")).GetProperty("total").GetInt32());
        await Expect(visitor.Text("Nothing meets all of it; these come nearest.")).ToBeVisibleAsync();
        await visitor.GotoAsync("/search?q=quokka&verdict=notMet");
        await Expect(visitor.GetByRole(AriaRole.Main).Locator($"a[href*='{listing}']").First).ToBeVisibleAsync();
        await visitor.GotoAsync($"/providers/{provider}");
        await Expect(visitor.GetByRole(AriaRole.Main)).ToContainTextAsync(new Regex("expired", RegexOptions.IgnoreCase));
    }

    private static string ListingOf(IPage page) => new Uri(page.Url).Segments[2].TrimEnd('/');

    private async Task<string> FirstEditor() =>
        (await site.Get("dev/people")).EnumerateArray().First(p => p.GetProperty("role").GetString() == "provider").GetProperty("id").GetString()!;
}
