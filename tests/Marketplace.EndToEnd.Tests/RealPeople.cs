using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>Moves of people who have accounts of their own, rather than act as somebody of the demo.</summary>
internal static class RealPeople
{
    public const string Password = "correct horse battery staple";

    /// <summary>A passkey belongs to a name, never to a number, so these journeys go by the name of this machine; in Chinese on a phone.</summary>
    public static async Task<IPage> Somebody(this Site site, string language)
    {
        var context = await site.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = $"http://localhost:{site.Address.Port}/", Locale = language == "zh" ? "zh-CN" : "en-GB", ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = language == "zh" ? 390 : 1280, Height = 900 },
        });
        return await site.Watched(context);
    }

    /// <summary>Makes an account, reads the mail and confirms; signed in afterwards.</summary>
    public static async Task SignUp(this Site site, IPage page, string name, string email)
    {
        await page.GotoAsync("/account/sign-up");
        await page.Locator("input[name=name]").FillAsync(name);
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync(Password);
        await page.Send("sign-up");
        await Expect(page.Text(email)).ToBeVisibleAsync();
        await page.GotoAsync(await site.LinkTo(email, "/account/confirm"));
        await page.Locator("input[name=password]").FillAsync(Password);
        await page.Send("confirm");
        await Expect(page.Locator("header details.who")).ToContainTextAsync(name);
    }

    public static async Task SignIn(this IPage page, string email, string back)
    {
        await page.GotoAsync($"/sign-in?return={back}");
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync(Password);
        await page.Send("sign-in");
        await Expect(page).ToHaveURLAsync(new Regex($"{Regex.Escape(back)}$"));
    }

    /// <summary>Presses the button of the form with this name, whatever it says.</summary>
    public static Task Send(this IPage page, string form) => page.Locator($"main form:has(input[name=_handler][value='{form}']) button:not([aria-hidden])").Last.ClickAsync();

    /// <summary>From now on the browser keeps passkeys, and answers with them by itself.</summary>
    public static async Task HasAuthenticator(this IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }

    /// <summary>The newest link that was mailed to the address and leads below this path.</summary>
    public static async Task<string> LinkTo(this Site site, string email, string path)
    {
        for (var tries = 0; tries < 150; tries++)
        {
            var links = Directory.Exists(site.Mail)
                ? Directory.GetFiles(site.Mail, "*.eml").OrderByDescending(File.GetLastWriteTimeUtc).Select(file => MimeMessage.Load(file)).Where(it => it.To.Mailboxes.Any(to => to.Address == email))
                    .SelectMany(it => Regex.Matches(it.TextBody!, @"https?://\S+").Select(link => new Uri(link.Value).PathAndQuery)) : [];
            if (links.FirstOrDefault(it => it.StartsWith(path, StringComparison.Ordinal)) is { } found) return found;
            await Task.Delay(100);
        }

        throw new InvalidOperationException($"No mail with a link to {path} came to {email}.");
    }

    /// <summary>Nothing that axe would object to, and nothing that makes the page scroll sideways.</summary>
    public static async Task IsSound(this IPage page)
    {
        var found = await page.Scan();
        Assert.True(found.Count == 0, $"{page.Url}: {string.Join(" | ", found)}");
        var wide = await page.EvaluateAsync<string[]>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > document.documentElement.clientWidth).map(it => it.outerHTML.slice(0, 120))");
        Assert.True(wide.Length == 0, $"{page.Url} scrolls sideways by {string.Join(" | ", wide.TakeLast(4))}");
    }
}
