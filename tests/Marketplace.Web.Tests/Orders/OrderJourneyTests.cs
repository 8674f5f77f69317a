using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Marketplace.Orders.Prove;
using Marketplace.Payments;
using Marketplace.Rigs;
using Marketplace.Storage;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Orders;

/// <summary>A deal from asking to the payout, as the browsers of both sides do it.</summary>
public sealed class OrderJourneyTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    [Fact]
    public async Task An_offer_of_two_milestones_is_asked_for_accepted_paid_delivered_accepted_and_paid_out()
    {
        var (buyer, editor) = (await market.Site.Acting("buyer"), await market.Site.Acting($"editor-{market.Provider}"));

        // Ask.
        var form = $"/listings/{market.Published}/ask";
        Assert.Contains("This is required", await (await buyer.PostForm(form, "ask", ("quantity", "10"))).Content.ReadAsStringAsync());
        var sketch = new SentFile("attachments", "sketch.pdf", "application/pdf", SampleFiles.Pdf());
        var offer = Path((await buyer.PostForm(form, "ask", sketch, ("scope", "Ten samples of rice.\nLead only."), ("quantity", "10"))).LeadsTo());
        Assert.Contains("Waiting for an offer", await buyer.GetStringAsync(offer));
        Assert.Contains(offer, await editor.GetStringAsync($"/provider/orders?provider={market.Provider}"));
        Assert.Equal(SampleFiles.Pdf(), await editor.GetByteArrayAsync($"{offer}/files/{Hash(SampleFiles.Pdf())}"));

        // A question, its answer, an offer, a better one.
        Assert.Equal($"{offer}?saved=said", (await editor.PostForm(offer, "say", ("text", "Which rice?"))).LeadsTo());
        Assert.Equal($"{offer}?saved=said", (await buyer.PostForm(offer, "say", ("text", "Indica."))).LeadsTo());
        Assert.Contains("Milestone 2", await (await editor.PostForm($"{offer}/offer", "compose", [("do", "add"), .. Composed("100.00").Where(it => it.Name != "rows"), ("rows", "1")])).Content.ReadAsStringAsync());
        Assert.Equal($"{offer}?saved=made", (await editor.PostForm($"{offer}/offer", "compose", [("do", "send"), .. Composed("100.00")])).LeadsTo());
        var old = await buyer.GetStringAsync(offer);
        Assert.Equal($"{offer}?saved=made", (await editor.PostForm($"{offer}/offer", "compose", [("do", "send"), .. Composed("90.00")])).LeadsTo());

        // What was replaced while it was read cannot be accepted.
        Assert.Contains("version 1", old);
        Assert.Contains("version 2 stands now", await (await buyer.PostForm(offer, "accept", ("version", "4"), ("offerVersion", "1"), ("invoiceTitle", "Jingwei"))).Content.ReadAsStringAsync());
        var order = Path((await buyer.PostForm(offer, "accept", ("offerVersion", "2"), ("invoiceTitle", "Jingwei"), ("purchaseOrder", "PO-7"))).LeadsTo());
        var api = "/api/v1" + order;
        var placed = await Json(buyer, api);
        Assert.Equal("active", (string?)placed["state"]);
        Assert.Equal(14_840, (long)placed["total"]!["minor"]!); // (90.00 + 50.00) and 6 % on each
        Assert.Equal((string?)placed["evidenceHash"], Hash(await editor.GetByteArrayAsync($"{api}/evidence")));
        Assert.Contains("PO-7", await buyer.GetStringAsync("/orders"));

        // Pay the first milestone on the test payment page.
        Assert.Equal($"{order}/milestones/1/pay", (await buyer.PostForm(order, "fund-1")).LeadsTo());
        var page = await buyer.GetAsync($"{order}/milestones/1/pay");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        var payments = market.Site.Services.GetRequiredService<IPayments>();
        var session = (await payments.Payment(Reference(order, 1)))!.Value.Collecting!.Object!;
        Assert.True((await market.Site.Services.GetRequiredService<ITestPayments>().Choose(session, TestChoice.Pay)).Succeeded);
        await Until(buyer, api, 1, "funded");

        // Deliver a file, ask for changes, deliver another, accept.
        var report = new SentFile("file", "report.pdf", "application/pdf", SampleFiles.Pdf());
        Assert.Contains("Hand over at least one file first", await (await editor.PostForm(order, "deliver-1", ("do", "deliver"))).Content.ReadAsStringAsync());
        Assert.Equal($"{order}?saved=Deliver", (await editor.PostForm(order, "deliver-1", report, ("do", "deliver"))).LeadsTo());
        Assert.Equal(SampleFiles.Pdf(), await buyer.GetByteArrayAsync($"{order}/files/{Hash(SampleFiles.Pdf())}"));
        var check = (string)(await Json(editor, api))["milestones"]![0]!["checkAt"]!;
        Assert.Contains($"href=\"{check}\"", await editor.GetStringAsync(order));
        Assert.Contains("Bit for bit as it was delivered", await Checked(check, Hash(SampleFiles.Pdf())));
        Assert.Equal($"{order}?saved=AskChanges", (await buyer.PostForm(order, "changes-1")).LeadsTo());
        Assert.Contains("nothing has been delivered in its place yet", await Checked(check, Hash(SampleFiles.Pdf())));
        Assert.Contains("Hand over at least one file first", await (await editor.PostForm(order, "deliver-1", ("do", "deliver"))).Content.ReadAsStringAsync());
        Assert.Equal($"{order}?saved=Deliver", (await editor.PostForm(order, "deliver-1", report, ("do", "deliver"))).LeadsTo());
        Assert.Equal($"{order}?saved=Accept", (await buyer.PostForm(order, "accept-1")).LeadsTo());

        // Anybody who holds the file can have it confirmed, by its hash or by sending it, and is told nothing of the buyer or the price.
        using var file = new MultipartFormDataContent { { new ByteArrayContent(SampleFiles.Pdf()), "file", "any name.pdf" } };
        var sent = await market.Site.Visitor().PostAsync($"{check}/file", file);
        Assert.Equal($"{check}?sha256={Hash(SampleFiles.Pdf())}", sent.LeadsTo());
        var known = await Checked(check, Hash(SampleFiles.Pdf()));
        Assert.Contains("Bit for bit as it was delivered", known);
        Assert.Contains($"/providers/{market.Provider}", known);
        foreach (var secret in new[] { "Jingwei", "PO-7", "148.40", "95.40", "rice.", "Part 1", order.Split('/')[^1] }) Assert.DoesNotContain(secret, known);
        // The other milestone's code, a code that never was and another file have one answer.
        var second = (string)(await Json(editor, api))["milestones"]![1]!["checkAt"]!;
        var unknown = await Checked("/check/000000000000", Hash(SampleFiles.Pdf()));
        Assert.Contains("This was not found", unknown);
        Assert.Equal(Without(unknown, "000000000000"), Without(await Checked(second, Hash(SampleFiles.Pdf())), second[^12..]));
        Assert.Equal(Without(unknown, "000000000000", Hash(SampleFiles.Pdf())), Without(await Checked(check, new string('a', 64)), check[^12..], new string('a', 64)));

        // It pays itself out once the clock moves; the second milestone is called off.
        (await market.Operator.PostAsJsonAsync("/dev/clock", new { now = TimeProvider.System.GetUtcNow().AddDays(2) })).EnsureSuccessStatusCode();
        await Until(buyer, api, 1, "released");
        Assert.Equal($"{order}?saved=Cancel", (await editor.PostForm(order, "cancel-2")).LeadsTo());
        Assert.Equal("completed", (string?)(await Json(editor, api))["state"]);

        var history = (await Json(buyer, $"{api}/events"))["events"]!.AsArray().Select(it => $"{it!["kind"]} {it["side"]}").ToList();
        Assert.Equal(
            ["placed buyer", "paymentStarted buyer", "paid site", "handed provider", "delivered provider", "changesAsked buyer", "handed provider", "delivered provider", "accepted buyer", "released site", "cancelled provider"], history);
        // Either side takes the proof away, and it holds with nothing but the file.
        Assert.Contains("/proof\" download", await buyer.GetStringAsync(order));
        var seen = 0;
        ProofVerdict? verdict = null;
        for (var i = 0; i < 100 && seen < 12; i++, await Task.Delay(100))
            if (await editor.GetAsync($"{api}/proof") is { IsSuccessStatusCode: true } made)
                seen = (verdict = VerifyProof.Run(new MemoryStream(await made.Content.ReadAsByteArrayAsync()))).Proof!.Events;
        Assert.Empty(verdict!.Faults);
        Assert.Contains(verdict.Proof!.Files, it => it == new ProofFile(1, Hash(SampleFiles.Pdf())));
        var published = await Json(market.Site.Visitor(), "/api/v1/record/root");
        Assert.Contains(published["keys"]!.AsArray(), it => (string?)it!["id"] == verdict.Proof.Root.Key);
        var log = await market.Site.Services.GetRequiredService<IEventLog>().After(0, 10_000);
        Assert.Contains(log, it => it.Event is DeliverableHanded handed && handed.File == Hash(SampleFiles.Pdf()) && handed.By == $"editor-{market.Provider}");
    }

    private async Task<string> Checked(string at, string hash)
    {
        var answer = await market.Site.Visitor().GetAsync($"{at}?sha256={hash}");
        Assert.Equal("noindex, nofollow", answer.Headers.GetValues("X-Robots-Tag").Single());
        return await answer.Content.ReadAsStringAsync();
    }

    private static string Without(string page, string code, string hash = "-") =>
        page.Replace(code, "", StringComparison.Ordinal).Replace($"{code[..4]}-{code[4..8]}-{code[8..]}", "", StringComparison.Ordinal).Replace(hash, "", StringComparison.Ordinal);

    private static (string Name, string Value)[] Composed(string first) =>
    [
        ("rows", "2"), ("currency", "CNY"), ("vat", "6"), ("validUntil", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("kind", "Service"),
        .. new[] { first, "50.00" }.SelectMany((net, i) => new (string, string)[]
        {
            ($"milestones[{i}].title", $"Part {i + 1}"), ($"milestones[{i}].net", net), ($"milestones[{i}].due", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ($"milestones[{i}].deliverables", "Report\r\nData"), ($"milestones[{i}].acceptanceTest", "All ten samples are in it"), ($"milestones[{i}].reviewDays", "7"),
        }),
    ];

    private static async Task Until(HttpClient client, string api, int milestone, string state)
    {
        JsonNode? seen = null;
        for (var i = 0; i < 300; i++, await Task.Delay(100))
            if ((string?)(seen = (await Json(client, api))["milestones"]![milestone - 1])!["state"] == state) return;
        Assert.Fail($"It never became {state}: {seen}");
    }

    private static async Task<JsonObject> Json(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonObject>(path))!;

    private static string Path(string address) => address.Split('?')[0];

    private static string Reference(string order, int milestone) => $"{order.Split('/')[^1]}/{milestone}";

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
