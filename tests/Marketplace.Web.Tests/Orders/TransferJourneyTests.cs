using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Orders;

/// <summary>A deal that is paid by bank transfer straight to the provider, as the browsers of both sides do it.</summary>
public sealed class TransferJourneyTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    private const string Large = "1500000.00";

    [Fact]
    public async Task An_order_over_a_cards_limit_is_paid_by_transfer_to_the_end_and_the_books_hold_nothing_but_the_fee()
    {
        var (buyer, editor) = (await market.Site.Acting("buyer"), await market.Site.Acting($"editor-{market.Provider}"));
        var order = await Ordered(buyer, editor);
        var api = "/api/v1" + order;

        // Without an account there is nothing to transfer to, and a card does not take so much.
        Assert.Contains("it is more than a card takes", await buyer.GetStringAsync(order));
        await Refused(buyer, api, "fund-by-transfer", "no_account");
        await Refused(buyer, api, "fund", "amount_too_large");

        // The account wants more than a session.
        var at = $"/provider/orders/account?provider={market.Provider}";
        Assert.Contains("5 to 34 letters and digits", await (await editor.PostForm(at, "account", [.. Account("12 =3")])).Content.ReadAsStringAsync());
        Assert.Equal(at + "&saved=yes", (await editor.PostForm(at, "account", [.. Account("6222 0202 0000 1234")])).LeadsTo());
        Assert.DoesNotContain("6222020200001234", await buyer.GetStringAsync($"/providers/{market.Provider}"));

        // The buyer chooses the transfer, and the pro-forma invoice says all that a bank asks.
        Assert.Equal(HttpStatusCode.NotFound, (await buyer.GetAsync($"{order}/milestones/1/pro-forma")).StatusCode);
        Assert.Equal($"{order}?saved=Transfer", (await buyer.PostForm(order, "transfer-1")).LeadsTo());
        var reference = TransferReference.Of($"{order.Split('/')[^1]}/1");
        var paper = await buyer.GetAsync($"{order}/milestones/1/pro-forma");
        var text = await paper.Content.ReadAsStringAsync();
        foreach (var said in new[] { reference, "6222020200001234", "104290003582", "1,590,000.00", "Pro-forma invoice", "形式发票", "Jingwei" }) Assert.Contains(said, text);
        Assert.DoesNotContain("<link", text);
        Assert.DoesNotContain("&#", text[..text.IndexOf("</style>", StringComparison.Ordinal)]); // or browsers drop the style
        Assert.DoesNotContain("<script", text);
        Assert.Contains("default-src 'none'; style-src 'nonce-", Assert.Single(paper.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal($"{order}/milestones/1/pro-forma?back=" + Uri.EscapeDataString(order), (await buyer.GetAsync($"{order}/milestones/1/pay")).LeadsTo());
        Assert.Equal(text.Length, (await editor.GetStringAsync($"{order}/milestones/1/pro-forma")).Length);

        // It is said to be paid, then not to have arrived, then to be paid again, and it has.
        await Refused(editor, api, "not-arrived", "no_transfer_awaited");
        Assert.Equal($"{order}?saved=ReportPaid", (await buyer.PostForm(order, "report-paid-1")).LeadsTo());
        Assert.DoesNotContain("cancel-1", await editor.GetStringAsync(order));
        Assert.Equal($"{order}?saved=NotArrived", (await editor.PostForm(order, "not-arrived-1")).LeadsTo());
        Assert.Equal($"{order}?saved=ReportPaid", (await buyer.PostForm(order, "report-paid-1")).LeadsTo());
        Assert.Equal($"{order}?saved=Received", (await editor.PostForm(order, "received-1")).LeadsTo());
        var page = await buyer.GetStringAsync(order);
        Assert.Contains("Paid to the provider", page);
        Assert.DoesNotContain("held until", page, StringComparison.OrdinalIgnoreCase);

        // Delivered, accepted, and final a day later.
        Assert.Equal($"{order}?saved=Deliver", (await editor.PostForm(order, "deliver-1", new SentFile("file", "report.pdf", "application/pdf", SampleFiles.Pdf()), ("do", "deliver"))).LeadsTo());
        Assert.Equal($"{order}?saved=Accept", (await buyer.PostForm(order, "accept-1")).LeadsTo());
        (await market.Operator.PostAsJsonAsync("/dev/clock", new { now = TimeProvider.System.GetUtcNow().AddDays(2) })).EnsureSuccessStatusCode();
        JsonObject? seen = null;
        for (var i = 0; i < 300 && (string?)seen?["state"] != "completed"; i++, await Task.Delay(100)) seen = await buyer.GetFromJsonAsync<JsonObject>(api);
        Assert.Equal(("completed", "released", "direct"), ((string?)seen!["state"], (string?)seen["milestones"]![0]!["state"], (string?)seen["milestones"]![0]!["paidBy"]));

        var ledger = market.Site.Services.GetRequiredService<ILedger>();
        Assert.All(await ledger.OfReference($"{order.Split('/')[^1]}/1", null, 100), it => Assert.Contains(it.Account, new[] { Accounts.Recover(market.Provider), Accounts.Fees, Accounts.Tax }));
        var history = (await buyer.GetFromJsonAsync<JsonObject>($"{api}/events"))!["events"]!.AsArray().Select(it => $"{it!["kind"]} {it["side"]}").ToList();
        Assert.Equal(
            ["placed buyer", "paymentStarted buyer", "paymentReported buyer", "paymentNotArrived provider", "paymentReported buyer", "paid provider", "handed provider", "delivered provider", "accepted buyer", "released site"], history);
    }

    private async Task<string> Ordered(HttpClient buyer, HttpClient editor)
    {
        var offer = (await buyer.PostForm($"/listings/{market.Published}/ask", "ask", ("scope", "A whole line"), ("quantity", "1"))).LeadsTo().Split('?')[0];
        var made = await editor.PostForm($"{offer}/offer", "compose",
        [
            ("do", "send"), ("rows", "1"), ("currency", "CNY"), ("vat", "6"), ("validUntil", Day(20)), ("kind", "Service"), ("milestones[0].title", "All of it"), ("milestones[0].net", Large),
            ("milestones[0].due", Day(30)), ("milestones[0].deliverables", "Report"), ("milestones[0].acceptanceTest", "It runs"), ("milestones[0].reviewDays", "7"),
        ]);
        Assert.Equal($"{offer}?saved=made", made.LeadsTo());
        return (await buyer.PostForm(offer, "accept", ("offerVersion", "1"), ("invoiceTitle", "Jingwei"), ("purchaseOrder", "PO-9"))).LeadsTo().Split('?')[0];
    }

    private static async Task Refused(HttpClient client, string api, string verb, string code)
    {
        var read = await client.GetAsync(api);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{api}/milestones/1/{verb}");
        request.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        var answer = await client.SendAsync(request);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync());
        Assert.False(answer.IsSuccessStatusCode);
    }

    private static (string Name, string Value)[] Account(string number) =>
        [("holder", "上海测试有限公司"), ("bank", "中国银行上海分行"), ("number", number), ("code", "104290003582")];

    private static string Day(int ahead) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
