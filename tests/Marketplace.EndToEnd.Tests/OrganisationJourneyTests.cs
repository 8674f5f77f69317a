using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>Two people with accounts of their own: one founds an organisation and invites the other, who gets rights there, uses them and loses them.</summary>
[Collection(OnTheSite.Name)]
public sealed class OrganisationJourneyTests(Site site)
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task From_two_accounts_to_rights_that_come_and_go(string language)
    {
        var run = Guid.NewGuid().ToString("N")[..10];
        var (annsMail, bobsMail) = ($"ann-{run}@example.com", $"bob-{run}@example.com");
        var (ann, bob) = (await site.Somebody(language), await site.Somebody(language));
        await using var _ = ann.Context;
        await using var __ = bob.Context;

        await site.SignUp(ann, "Ann Quokka", annsMail);
        await ann.HasAuthenticator();
        await ann.GotoAsync("/account/passkeys");
        await ann.Locator("input[name=name]").FillAsync("Laptop");
        await ann.Send("add");
        await Expect(ann.Locator("main tbody th")).ToHaveTextAsync("Laptop");

        var firm = await Founds(ann, $"Quokka {run} DEMO");
        var provider = await Registers(ann, run);
        await Invites(ann, firm, bobsMail);
        await Accepts(bob, firm, bobsMail);

        // Somebody of two organisations: the other is seen, and is one step away.
        await Founds(bob, $"Numbat {run} DEMO");
        await bob.GotoAsync(firm);
        await bob.IsSound();
        await bob.Send("act");
        await Expect(bob.Locator("header .acting-for")).ToContainTextAsync($"Quokka {run}");

        // What was refused is open as soon as the role is given, and closed as soon as it is taken.
        Assert.Equal(403, await Status(bob, $"{provider}/edit"));
        await ann.GotoAsync(firm);
        await ann.Locator("main tr", new PageLocatorOptions { HasTextString = "Bob Numbat" }).GetByRole(AriaRole.Link).ClickAsync();
        await ann.IsSound();
        await ann.Locator("input[name=roles][value=ProviderEditor]").CheckAsync();
        await ann.Send("roles");
        await Expect(ann).ToHaveURLAsync(new Regex("saved=roles$"));
        Assert.Equal(200, await Status(bob, $"{provider}/edit"));
        await bob.IsSound();

        await ann.Locator("main tr", new PageLocatorOptions { HasTextString = "Bob Numbat" }).GetByRole(AriaRole.Link).ClickAsync();
        await ann.Send("remove");
        await Expect(ann).ToHaveURLAsync(new Regex("saved=removed$"));
        Assert.Equal(403, await Status(bob, $"{provider}/edit"));
        Assert.Equal(404, await Status(bob, firm));

        await IsTold(ann, "Bob Numbat");
        await EndsAnotherSession(bob, bobsMail, language);
    }

    private static async Task<string> Founds(IPage page, string name)
    {
        await page.GotoAsync("/organisations/new");
        await page.IsSound();
        await page.Locator("input[name='name.en']").FillAsync(name);
        await page.Send("found");
        await Expect(page).ToHaveURLAsync(new Regex("saved=founded$"));
        await page.IsSound();
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>The organisation is to have something that only some of its members may do.</summary>
    private static async Task<string> Registers(IPage page, string run)
    {
        var answer = await page.APIRequest.PostAsync("api/v1/providers", new APIRequestContextOptions
        {
            DataObject = new Dictionary<string, object>
            {
                ["name"] = new { zh = "演示检测有限公司", en = "DEMO Testing Ltd" }, ["country"] = "DE", ["registrationNumber"] = $"HRB {run} DEMO", ["size"] = "small",
                ["sites"] = new[] { new { name = new { zh = "总部" }, region = "CN-GD" } }, ["contact"] = new { mail = "lab@example.org" }, ["languages"] = new[] { "zh", "en" },
            },
        });
        Assert.True(answer.Ok, await answer.TextAsync());
        return $"/providers/{(await answer.JsonAsync())!.Value.GetProperty("id").GetString()}";
    }

    private static async Task Invites(IPage page, string firm, string email)
    {
        await page.GotoAsync(firm);
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=roles][value=Buyer]").CheckAsync();
        await page.Send("invite");
        await Expect(page).ToHaveURLAsync(new Regex("saved=invited$"));
        await page.IsSound();
    }

    private async Task Accepts(IPage page, string firm, string email)
    {
        var link = await site.LinkTo(email, "/invitations/");
        await page.GotoAsync(link);
        await page.IsSound();
        await site.SignUp(page, "Bob Numbat", email);
        Assert.Equal(404, await Status(page, firm));
        await page.GotoAsync(link);
        await page.IsSound();
        await page.Send("accept");
        await Expect(page).ToHaveURLAsync(new Regex("saved=joined$"));
        await Expect(page.Locator("input[name=email]")).ToHaveCountAsync(0);
        await page.IsSound();
        await page.GotoAsync(link);
        await page.IsSound();
    }

    /// <summary>The header counts what is new, and the page says it; read once, it counts no more.</summary>
    private static async Task IsTold(IPage page, string text)
    {
        await page.GotoAsync("/notices");
        await Expect(page.Locator("header .bell-count")).ToHaveTextAsync("1");
        await Expect(page.Text(text)).ToBeVisibleAsync();
        await page.IsSound();
        await page.Send("read");
        await Expect(page.Locator("header .bell-count")).ToHaveCountAsync(0);
        await page.GotoAsync("/notices/settings");
        await page.IsSound();
    }

    private async Task EndsAnotherSession(IPage page, string email, string language)
    {
        var other = await site.Somebody(language);
        await using var _ = other.Context;
        await other.SignIn(email, "/classes");
        await Expect(other.Locator("header details.who")).ToBeVisibleAsync();
        await page.GotoAsync("/account");
        await page.IsSound();
        await page.Send("end-others");
        await other.GotoAsync("/classes");
        await Expect(other.Locator("header a.who")).ToBeVisibleAsync();
        await page.GotoAsync("/organisations");
        await Expect(page.Locator("header details.who")).ToBeVisibleAsync();
        await page.IsSound();
    }

    private static async Task<int> Status(IPage page, string path) => (await page.GotoAsync(path))!.Status;
}
