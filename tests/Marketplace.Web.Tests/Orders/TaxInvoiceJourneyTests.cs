using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Marketplace.Payments;
using Marketplace.Rigs;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Orders;

/// <summary>The provider's tax invoices, as the browsers and programs of both sides meet them.</summary>
public sealed class TaxInvoiceJourneyTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    private static readonly string today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_invoice_is_attached_seen_replaced_and_never_lost()
    {
        var (buyer, editor) = (await market.Site.Acting("buyer"), await market.Site.Acting($"editor-{market.Provider}"));
        await editor.PostForm($"/provider/orders/settings?provider={market.Provider}", "selling", ("vat", "6"), ("reviewDays", "7"));
        var api = (await buyer.PostAsJsonAsync("/api/v1/orders", new JsonObject { ["listing"] = market.Published, ["invoiceTitle"] = "Jingwei", ["taxNumber"] = "91320500MA1" })).Headers.Location!.ToString();
        var order = api.Replace("/api/v1", "", StringComparison.Ordinal);
        var at = $"{order}/milestones/1/invoices";

        // Before anything was paid there is nothing to make out an invoice for.
        Assert.Equal(409, (int)(await Attach(editor, api, 1, "A-1", 200_000)).StatusCode);
        Assert.DoesNotContain(at, await editor.GetStringAsync(order));
        Assert.Equal(200, (int)(await Send(editor, $"{api}/confirm", 1, null)).StatusCode);
        await Pay(buyer, order, api);
        var version = await Version(editor, api);

        // What is wrong is said at its field, and nothing that was typed is lost.
        var wrong = await (await editor.PostForm(at, "attach", ("number", "2644200000001"), ("day", "2099-01-01"), ("amount", "0"))).Content.ReadAsStringAsync();
        foreach (var said in new[] { "not made out on a day to come", "more than nothing", "Choose a file", "value=\"2644200000001\"", "value=\"2099-01-01\"", "Jingwei", "91320500MA1" }) Assert.Contains(said, wrong);
        var lie = new SentFile("file", "invoice.pdf", "application/pdf", SampleFiles.Png);
        Assert.Contains("is something else", await (await editor.PostForm(at, "attach", lie, ("number", "2644200000001"), ("day", today), ("amount", "2000"))).Content.ReadAsStringAsync());
        var file = new SentFile("file", "invoice.pdf", "application/pdf", SampleFiles.Pdf("first"));
        Assert.Equal($"{at}?saved=attached", (await editor.PostForm(at, "attach", file, ("number", "2644200000001"), ("day", today), ("amount", "2000"))).LeadsTo());

        // The buyer is told, sees it and has the file; whoever is nobody in the matter has nothing.
        Assert.Contains("2644200000001", await buyer.GetStringAsync(at));
        Assert.Contains("1 attached", await buyer.GetStringAsync(order));
        Assert.Equal(SampleFiles.Pdf("first"), await buyer.GetByteArrayAsync($"{order}/files/{Hash(SampleFiles.Pdf("first"))}"));
        await Until(async () => (await buyer.GetStringAsync("/notices")).Contains($"href=\"{at}\"", StringComparison.Ordinal), "a notice to the buyer");
        var stranger = await market.Site.Acting("procurement");
        Assert.Equal(404, (int)(await stranger.GetAsync($"{order}/files/{Hash(SampleFiles.Pdf("first"))}")).StatusCode);
        Assert.Equal(404, (int)(await stranger.GetAsync(at)).StatusCode);
        Assert.Equal(404, (int)(await editor.GetAsync($"{order}/milestones/2/invoices")).StatusCode);

        // By the API: who may, at which version, in which currency, once.
        version = await Version(editor, api);
        Assert.Equal(403, (int)(await Attach(buyer, api, version, "B-1", 1)).StatusCode);
        Assert.Equal(412, (int)(await Attach(editor, api, version - 1, "B-1", 200_000, "2644200000001")).StatusCode);
        Assert.Equal(422, (int)(await Attach(editor, api, version, "B-1", 1)).StatusCode);
        Assert.Equal(409, (int)(await Attach(editor, api, version, "2644200000001", 200_000, "2644200000001")).StatusCode);
        Assert.Equal(400, (int)(await Attach(editor, api, version, "B-1", 200_000, "2644200000001", "EUR")).StatusCode);
        Assert.Equal(200, (int)(await Attach(editor, api, version, "B-1", 200_000, "2644200000001", key: "once")).StatusCode);
        Assert.Equal(200, (int)(await Attach(editor, api, version, "B-1", 200_000, "2644200000001", key: "once")).StatusCode);

        var invoices = (await buyer.GetFromJsonAsync<JsonObject>(api))!["milestones"]![0]!["invoices"]!.AsArray();
        Assert.Equal([("2644200000001", false), ("B-1", true)], invoices.Select(it => ((string)it!["number"]!, (bool)it["standing"]!)));
        var page = await buyer.GetStringAsync(at);
        foreach (var said in new[] { "Replaced", "In place of invoice 2644200000001", "B-1" }) Assert.Contains(said, page);
        Assert.Equal(SampleFiles.Pdf("first"), await buyer.GetByteArrayAsync($"{order}/files/{Hash(SampleFiles.Pdf("first"))}"));
        var history = (await buyer.GetFromJsonAsync<JsonObject>($"{api}/events"))!["events"]!.AsArray();
        Assert.Equal(2, history.Count(it => (string?)it!["kind"] == "invoiced"));
    }

    private async Task Pay(HttpClient buyer, string order, string api)
    {
        await buyer.PostForm(order, "fund-1");
        var payments = market.Site.Services.GetRequiredService<IPayments>();
        Task<string?> Session() => Read(payments, $"{order.Split('/')[^1]}/1");
        await Until(async () => await Session() is not null, "a payment page");
        Assert.True((await market.Site.Services.GetRequiredService<ITestPayments>().Choose((await Session())!, TestChoice.Pay)).Succeeded);
        await Until(async () => (string?)(await buyer.GetFromJsonAsync<JsonObject>(api))!["milestones"]![0]!["state"] == "funded", "the payment");

        static async Task<string?> Read(IPayments payments, string reference) => (await payments.Payment(reference))?.Value.Collecting?.Object;
    }

    private static async Task Until(Func<Task<bool>> holds, string what)
    {
        for (var i = 0; i < 300; i++, await Task.Delay(100))
            if (await holds()) return;
        Assert.Fail($"There never was {what}.");
    }

    private static async Task<long> Version(HttpClient client, string api) => (long)(await client.GetFromJsonAsync<JsonObject>(api))!["version"]!;

    private static Task<HttpResponseMessage> Attach(HttpClient who, string api, long version, string number, long minor, string? replaces = null, string currency = "CNY", string? key = null)
    {
        var body = new JsonObject
        {
            ["number"] = number, ["day"] = today, ["amount"] = new JsonObject { ["minor"] = minor, ["currency"] = currency },
            ["file"] = new JsonObject { ["name"] = "invoice.pdf", ["content"] = Convert.ToBase64String(SampleFiles.Pdf(number)) },
        };
        if (replaces is not null) body["replaces"] = replaces;
        return Send(who, $"{api}/milestones/1/invoices", version, body, key);
    }

    private static async Task<HttpResponseMessage> Send(HttpClient who, string url, long version, JsonObject? body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        if (body is not null) request.Content = JsonContent.Create(body);
        request.Headers.TryAddWithoutValidation("If-Match", $"\"v{version}\"");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await who.SendAsync(request);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
