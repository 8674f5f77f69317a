using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Rigs;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Disputes;

/// <summary>Takes orders at the published price as far as a delivered milestone, over HTTP, and deals with disputes about them.</summary>
internal sealed class SomeDispute(SmallMarket market, HttpClient buyer, HttpClient editor)
{
    public HttpClient Buyer => buyer;

    public HttpClient Editor => editor;

    public static async Task<SomeDispute> Between(SmallMarket market)
    {
        var (buyer, editor) = (await market.Site.Acting("buyer"), await market.Site.Acting($"editor-{market.Provider}"));
        await editor.PostForm($"/provider/orders/settings?provider={market.Provider}", "selling", ("vat", "6"), ("reviewDays", "7"));
        return new SomeDispute(market, buyer, editor);
    }

    /// <summary>One milestone at the published price of CNY 2,000.00, or at the price of an offer (minor units), paid and delivered.</summary>
    /// <returns>The order's id.</returns>
    public async Task<string> Delivered(long? price = null)
    {
        var (id, version) = await Paid(price);
        await Deliver(id, version);
        return id;
    }

    public async Task Deliver(string id, long version)
    {
        await Done(editor, $"/api/v1/orders/{id}/milestones/1/files", version, new JsonObject { ["name"] = "report.pdf", ["content"] = Convert.ToBase64String(SampleFiles.Pdf()) });
        await Done(editor, $"/api/v1/orders/{id}/milestones/1/deliver", version + 1);
    }

    /// <returns>The order's id and version.</returns>
    public async Task<(string Id, long Version)> Paid(long? price = null)
    {
        var id = price is { } offered ? await Offered(offered) : (string)(await Body(await buyer.PostAsJsonAsync("/api/v1/orders", new JsonObject { ["listing"] = market.Published, ["invoiceTitle"] = "Jingwei" })))["id"]!;
        var order = $"/api/v1/orders/{id}";
        if (price is null) await Done(editor, $"{order}/confirm", 1);
        await Done(buyer, $"{order}/milestones/1/fund", price is null ? 2 : 1);
        var payments = market.Site.Services.GetRequiredService<IPayments>();
        string? session = null;
        for (var i = 0; i < 300 && session is null; i++, await Task.Delay(50)) session = (await payments.Payment($"{id}/1"))!.Value.Collecting?.Object;
        Assert.True((await market.Site.Services.GetRequiredService<ITestPayments>().Choose(session!, TestChoice.Pay)).Succeeded);
        return (id, await Until(id, "funded"));
    }

    private async Task<string> Offered(long price)
    {
        static string Day(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var asked = await Body(await buyer.PostAsJsonAsync("/api/v1/offers", new JsonObject { ["listing"] = market.Published, ["scope"] = "Thirty samples" }));
        var offer = $"/api/v1/offers/{(string)asked["id"]!}";
        await Done(editor, $"{offer}/versions", 1, new JsonObject
        {
            ["currency"] = "CNY", ["vatBasisPoints"] = 0, ["validUntil"] = Day(20),
            ["milestones"] = new JsonArray(new JsonObject { ["title"] = "Tests", ["net"] = price, ["due"] = Day(30), ["deliverables"] = new JsonArray("Report"), ["acceptanceTest"] = "All samples are in it", ["reviewDays"] = 7 }),
        });
        return (string)(await Done(buyer, $"{offer}/accept", 2, new JsonObject { ["version"] = 1, ["invoiceTitle"] = "Jingwei" }))["id"]!;
    }

    /// <returns>The order's version.</returns>
    public async Task<long> Until(string order, string state)
    {
        JsonObject? seen = null;
        for (var i = 0; i < 400; i++, await Task.Delay(100))
            if ((string?)(seen = await Get(buyer, $"/api/v1/orders/{order}"))["milestones"]![0]!["state"] == state) return (long)seen["version"]!;
        Assert.Fail($"It never became {state}: {seen}");
        return 0;
    }

    /// <summary>Opened over the API by the buyer.</summary>
    /// <returns>The dispute's id.</returns>
    public async Task<string> Opened(string order) => (string)(await Body(await Send(buyer, $"/api/v1/orders/{order}/milestones/1/dispute", await Until(order, "delivered"), Input())))["id"]!;

    public static JsonObject Input() => new() { ["reason"] = "wrongMethod", ["arguments"] = new JsonArray("GB 5009.12 was agreed.", "Page 3 is missing."), ["remedy"] = "refundPart", ["refund"] = 80_000 };

    public static async Task<HttpResponseMessage> Send(HttpClient who, string url, long version, JsonObject? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        request.Headers.TryAddWithoutValidation("If-Match", $"\"v{version}\"");
        return await who.SendAsync(request);
    }

    public static async Task<JsonObject> Done(HttpClient who, string url, long version, JsonObject? body = null)
    {
        var answer = await Send(who, url, version, body);
        Assert.True(answer.IsSuccessStatusCode, $"{url}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await Body(answer);
    }

    public static async Task<JsonObject> Get(HttpClient who, string path) => (await who.GetFromJsonAsync<JsonObject>(path))!;

    public static async Task<JsonObject> Body(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
