using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MimeKit;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>Somebody makes an account and comes back with a passkey that the browser keeps for them.</summary>
[Collection(OnTheSite.Name)]
public sealed class SignInJourneyTests(Site site)
{
    private const string Password = "correct horse battery staple";

    [Theory]
    [InlineData("en", "Make the account", "Confirm and sign in", "Add a passkey", "Sign in with a passkey", "End all others", "Sign out")]
    [InlineData("zh", "注册", "确认并登录", "新增通行密钥", "使用通行密钥登录", "结束其他全部会话", "退出登录")]
    public async Task From_making_an_account_to_ending_other_sessions(string language, string make, string confirm, string add, string with, string end, string leave)
    {
        var email = $"wei-{language}-{Guid.NewGuid():N}@example.com";
        var page = await Visitor(language);
        await using var _ = page.Context;
        await page.GotoAsync("/standards");
        await page.Locator("header a.who").ClickAsync();
        await page.Locator("main a[href^='/account/sign-up']").ClickAsync();
        await page.Locator("input[name=name]").FillAsync("Li Wei");
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync(Password);
        await page.Press(make);
        await Expect(page.Text(email)).ToBeVisibleAsync();

        await page.GotoAsync(await LinkTo(email));
        await page.Locator("input[name=password]").FillAsync(Password);
        await page.Press(confirm);
        await Expect(page.Locator("header details.who")).ToContainTextAsync("Li Wei");
        await Sound(page);

        // A second device, with the password alone.
        var other = await Visitor(language);
        await using var __ = other.Context;
        await other.GotoAsync("/sign-in?return=/classes");
        await other.Locator("input[name=email]").FillAsync(email);
        await other.Locator("input[name=password]").FillAsync(Password);
        await other.Locator("input[name=password]").PressAsync("Enter");
        await Expect(other).ToHaveURLAsync(new Regex("/classes$"));

        await HasAuthenticator(page);
        await page.GotoAsync("/account/passkeys");
        await page.Locator("input[name=name]").FillAsync("Laptop");
        await page.Press(add);
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Laptop" })).ToBeVisibleAsync();
        await Sound(page);
        await page.GotoAsync("/account/authenticator");
        await Sound(page);
        await page.GotoAsync("/account/password");
        await Sound(page);

        await Leave(page, leave);
        await page.GotoAsync("/sign-in?return=/standards");
        await page.Press(with);
        await Expect(page).ToHaveURLAsync(new Regex("/standards$"));
        await Expect(page.Locator("header details.who")).ToContainTextAsync("Li Wei");

        await page.GotoAsync("/account");
        await Sound(page);
        await page.Press(end);
        await other.GotoAsync("/classes");
        await Expect(other.Locator("header a.who")).ToBeVisibleAsync();
        await page.GotoAsync("/classes");
        await Expect(page.Locator("header details.who")).ToBeVisibleAsync();
    }

    /// <summary>A passkey belongs to a name, never to a number, so this journey goes by the name of this machine.</summary>
    private async Task<IPage> Visitor(string language)
    {
        var context = await site.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = $"http://localhost:{site.Address.Port}/", Locale = language == "zh" ? "zh-CN" : "en-GB", ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = language == "zh" ? 390 : 1280, Height = 900 },
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    private static async Task HasAuthenticator(IPage page)
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

    private static async Task Leave(IPage page, string leave)
    {
        await page.Locator("header details.who summary").ClickAsync();
        await page.Locator("header details.who").GetByRole(AriaRole.Button, new() { Name = leave }).ClickAsync();
        await Expect(page.Locator("header a.who")).ToBeVisibleAsync();
    }

    private async Task<string> LinkTo(string email)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var mail = Directory.Exists(site.Mail)
                ? Directory.GetFiles(site.Mail, "*.eml").Select(file => MimeMessage.Load(file)).FirstOrDefault(it => it.To.Mailboxes.Any(to => to.Address == email)) : null;
            if (mail is not null) return Regex.Match(mail.TextBody!, @"https?://\S+").Value;
            await Task.Delay(100);
        }

        throw new InvalidOperationException($"No mail came to {email}.");
    }

    private static async Task Sound(IPage page)
    {
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{page.Url}: {string.Join(" | ", found.Violations.Select(it => $"{it.Id} at {string.Join(" ; ", it.Nodes.Take(2).Select(n => n.Html))}"))}");
        var wide = await page.EvaluateAsync<string[]>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > document.documentElement.clientWidth).map(it => it.outerHTML.slice(0, 120))");
        Assert.True(wide.Length == 0, $"{page.Url} scrolls sideways by {string.Join(" | ", wide.TakeLast(4))}");
    }
}
