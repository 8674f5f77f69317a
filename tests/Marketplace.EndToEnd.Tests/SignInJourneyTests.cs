using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>Somebody makes an account and comes back with a passkey that the browser keeps for them.</summary>
[Collection(OnTheSite.Name)]
public sealed class SignInJourneyTests(Site site)
{
    [Theory]
    [InlineData("en", "Make the account", "Confirm and sign in", "Add a passkey", "Sign in with a passkey", "End all others", "Sign out")]
    [InlineData("zh", "注册", "确认并登录", "新增通行密钥", "使用通行密钥登录", "结束其他全部会话", "退出登录")]
    public async Task From_making_an_account_to_ending_other_sessions(string language, string make, string confirm, string add, string with, string end, string leave)
    {
        var email = $"wei-{language}-{Guid.NewGuid():N}@example.com";
        var page = await site.Somebody(language);
        await using var _ = page.Context;
        await page.GotoAsync("/standards");
        await page.Locator("header a.who").ClickAsync();
        await page.Locator("main a[href^='/account/sign-up']").ClickAsync();
        await page.Locator("input[name=name]").FillAsync("Li Wei");
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync(RealPeople.Password);
        await page.Press(make);
        await Expect(page.Text(email)).ToBeVisibleAsync();

        await page.GotoAsync(await site.LinkTo(email, "/account/confirm"));
        await page.Locator("input[name=password]").FillAsync(RealPeople.Password);
        await page.Press(confirm);
        await Expect(page.Locator("header details.who")).ToContainTextAsync("Li Wei");
        await page.IsSound();

        // A second device, with the password alone.
        var other = await site.Somebody(language);
        await using var __ = other.Context;
        await other.GotoAsync("/sign-in?return=/classes");
        await other.Locator("input[name=email]").FillAsync(email);
        await other.Locator("input[name=password]").FillAsync(RealPeople.Password);
        await other.Locator("input[name=password]").PressAsync("Enter");
        await Expect(other).ToHaveURLAsync(new Regex("/classes$"));

        await ComesBackToAnApp(language, email);

        await page.HasAuthenticator();
        await page.GotoAsync("/account/passkeys");
        await page.Locator("input[name=name]").FillAsync("Laptop");
        await page.Press(add);
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Laptop" })).ToBeVisibleAsync();
        await page.IsSound();
        await page.GotoAsync("/account/authenticator");
        await page.IsSound();
        foreach (var path in (string[])["/account/password", "/account/email", "/account/erase", "/account/confirm-yourself"])
        {
            await page.GotoAsync(path);
            await Expect(page).ToHaveURLAsync(new Regex($"{path}$"));
            await page.IsSound();
        }

        await Leave(page, leave);
        await page.GotoAsync("/sign-in?return=/standards");
        await page.Press(with);
        await Expect(page).ToHaveURLAsync(new Regex("/standards$"));
        await Expect(page.Locator("header details.who")).ToContainTextAsync("Li Wei");

        await page.GotoAsync("/account");
        await page.IsSound();
        await page.Press(end);
        await other.GotoAsync("/classes");
        await Expect(other.Locator("header a.who")).ToBeVisibleAsync();
        await page.GotoAsync("/classes");
        await Expect(page.Locator("header details.who")).ToBeVisibleAsync();
    }

    /// <summary>Browsers hold what follows a form to the policy of the page that had it; the app of others is reached all the same.</summary>
    private async Task ComesBackToAnApp(string language, string email)
    {
        using var app = new HttpListener();
        var port = FreePort();
        app.Prefixes.Add($"http://127.0.0.1:{port}/");
        app.Start();
        var answering = Task.Run(async () =>
        {
            var asked = await app.GetContextAsync();
            asked.Response.ContentType = "text/plain";
            await asked.Response.OutputStream.WriteAsync("Back at the app"u8.ToArray());
            asked.Response.Close();
        });
        var page = await site.Somebody(language);
        await using var _ = page.Context;
        await page.GotoAsync($"/connect/authorize?client_id={Site.App}&response_type=code&scope=openid&state=s&code_challenge={new string('a', 43)}&code_challenge_method=S256&redirect_uri={Uri.EscapeDataString($"http://127.0.0.1:{port}/callback")}");
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync(RealPeople.Password);
        await page.Locator("input[name=password]").PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex($"^http://127\\.0\\.0\\.1:{port}/callback\\?code="));
        await answering;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task Leave(IPage page, string leave)
    {
        await page.Locator("header details.who summary").ClickAsync();
        await page.Locator("header details.who").GetByRole(AriaRole.Button, new() { Name = leave }).ClickAsync();
        await Expect(page.Locator("header a.who")).ToBeVisibleAsync();
    }
}
