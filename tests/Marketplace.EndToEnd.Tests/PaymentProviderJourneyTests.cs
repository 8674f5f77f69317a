using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.KillRunner;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.EndToEnd.Tests;

/// <summary>
/// A market whose payments are Stripe's, or rather those of the fake that stands for it: people leave the site by its forms for pages of another address
/// and come back, which a browser does only where the site's policy lets it.
/// </summary>
[Collection(OnTheSite.Name)]
public sealed class PaymentProviderJourneyTests(Site site)
{
    [Fact]
    public async Task A_provider_opens_its_account_and_a_buyer_pays_on_the_payment_providers_pages_and_both_come_back()
    {
        var folder = Directory.CreateTempSubdirectory("market-paying-").FullName;
        await using var stripe = await FakeStripeServer.Start();
        using var fake = new FakeStripeClient(stripe.Address);
        var address = $"http://127.0.0.1:{Site.FreePort()}";
        await using (var market = await SiteProcess.Start(folder,
            "--urls", address, $"--Site:Address={address}", "--Engines:Payments=stripe", "--Payments:Stripe:SecretKey=sk_test_fake", "--Payments:Stripe:WebhookSecrets=whsec_fake", $"--Payments:Stripe:ApiBase={stripe.Address}"))
        {
            await fake.Tell(market.Address);
            using var office = await SiteClient.SignIn(market.Address);
            var provider = (await office.RegisterProvider("DEMO HRB 1")).Id;
            var listing = (await office.Publish("publish", await office.Draft("draft", provider, "to be paid for"))).Id;

            var editor = await At(market, $"editor-{provider}");
            await using var _ = editor.Context;
            await editor.GotoAsync($"/provider/orders/settings?provider={provider}");
            await Field(editor, "vat").FillAsync("6");
            await Field(editor, "reviewDays").FillAsync("7");
            await Form(editor, "selling").ClickAsync();
            await editor.GotoAsync($"/provider/payouts?provider={provider}");
            await Field(editor, "country").FillAsync("DE");
            await Form(editor, "payout").ClickAsync();
            await Expect(editor).ToHaveURLAsync(new Regex($"^{Regex.Escape(stripe.Address.ToString())}setup/"));
            await editor.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Answer all that is asked" }).ClickAsync();
            await Expect(editor.GetByRole(AriaRole.Main)).ToContainTextAsync("can be paid");

            var order = await Ordered(market, listing, provider);
            var buyer = await At(market, "buyer");
            await using var __ = buyer.Context;
            await buyer.GotoAsync($"/orders/{order}");
            await Form(buyer, "fund-1").ClickAsync();
            await Expect(buyer).ToHaveURLAsync(new Regex($"^{Regex.Escape(stripe.Address.ToString())}c/pay/"));
            await buyer.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pay", Exact = true }).ClickAsync();
            await Expect(buyer).ToHaveURLAsync($"{address}/orders/{order}");
            for (var i = 0; i < 100 && await buyer.GetByText("Payment held until").CountAsync() == 0; i++, await Task.Delay(200)) await buyer.ReloadAsync();
            await Expect(buyer.GetByRole(AriaRole.Main)).ToContainTextAsync("Payment held until");
            await AskedBack(market, fake, buyer, order);
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The buyer's bank takes the money back: both read it, and an operator answers on a page that anybody can use.</summary>
    private async Task AskedBack(SiteProcess market, FakeStripeClient fake, IPage buyer, string order)
    {
        var charge = (await fake.State()).Of("charge").Single();
        await fake.ChargeBack(charge.Id, charge.Amount, wins: true);
        for (var i = 0; i < 100 && await buyer.GetByText("has taken back the payment").CountAsync() == 0; i++, await Task.Delay(200)) await buyer.ReloadAsync();
        await Expect(buyer.GetByRole(AriaRole.Main)).ToContainTextAsync("has taken back the payment for milestone 1");
        Assert.Empty(await buyer.Scan());

        var officer = await At(market, "operator", "zh");
        await using var _ = officer.Context;
        await officer.GotoAsync($"/operator/money/{order}/1");
        Assert.Empty(await officer.Scan());
        await officer.Locator("main details:has([name=reasons]) summary").First.ClickAsync();
        await Expect(Field(officer, "reasons")).ToHaveValueAsync(new Regex("the buyer paid"));
        await officer.SetViewportSizeAsync(390, 900);
        Assert.True(await officer.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(await officer.Scan());
        await Field(officer, "reasons").FillAsync("The order was confirmed by both sides.");
        await officer.Locator("main form:has([name=reasons]) button").First.ClickAsync();
        for (var i = 0; i < 100 && await officer.GetByText("银行已收到").CountAsync() == 0; i++, await Task.Delay(200)) await officer.ReloadAsync();
        await Expect(officer.GetByRole(AriaRole.Main)).ToContainTextAsync("银行已收到");

        var another = await At(market, "operator");
        await using var __ = another.Context;
        await another.GotoAsync($"/operator/money/{order}/1");
        Assert.Empty(await another.Scan());
        await Expect(another.GetByRole(AriaRole.Main)).ToContainTextAsync("The bank has it");
    }

    private async Task<IPage> At(SiteProcess market, string person, string language = "en")
    {
        var page = await site.Watched(await site.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = market.Address.ToString(), Locale = language == "zh" ? "zh-CN" : "en-GB" }));
        Assert.Equal(204, (await page.APIRequest.PostAsync("dev/act-as", new APIRequestContextOptions { DataObject = new { person } })).Status);
        return page;
    }

    private static async Task<string> Ordered(SiteProcess market, string listing, string provider)
    {
        using var people = await OrderingPeople.SignIn(market.Address, provider);
        var placed = await people.Buyer.Post("/api/v1/orders", null, null, new JsonObject { ["listing"] = listing, ["invoiceTitle"] = "Jingwei" });
        Assert.True(placed.Done, placed.Body.ToString());
        var order = (string)placed.Body["id"]!;
        Assert.True((await people.Editor.Post($"/api/v1/orders/{order}/confirm", null, (long)placed.Body["version"]!)).Done);
        return order;
    }

    private static ILocator Field(IPage page, string name) => page.Locator($"main [name='{name}']");

    /// <summary>The button of a form.</summary>
    private static ILocator Form(IPage page, string name) => page.Locator($"main form:has(input[name='_handler'][value='{name}']) button").First;
}
