using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Marketplace.Inbox;
using Marketplace.Orders.Prove;
using Marketplace.Payments;
using Marketplace.Rigs;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Orders;

/// <summary>A change of an order in force from the proposal to the payout of the new amount, as the browsers of both sides and programs do it.</summary>
public sealed class ChangeJourneyTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    private static readonly string due = Day(40);

    private MilestoneTerms? agreed;

    [Fact]
    public async Task A_provider_proposes_the_buyer_accepts_and_the_new_amount_is_paid_and_paid_out()
    {
        var (buyer, editor) = (await market.Site.Acting("buyer"), await market.Site.Acting($"editor-{market.Provider}"));
        var order = await InForce(buyer, editor);
        var api = "/api/v1" + order;
        var evidence = (await Json(buyer, api))["evidenceHash"]!.ToString();

        // What is wrong is said at its field, and nothing that was typed is lost; nothing changed is no change.
        var form = $"{order}/changes/new";
        Assert.Contains("1886.79", await editor.GetStringAsync(form));
        Assert.Contains("Nothing is changed", await (await editor.PostForm(form, "change", Typed("1886.79"))).Content.ReadAsStringAsync());
        var wrong = await (await editor.PostForm(form, "change", Typed("a lot"))).Content.ReadAsStringAsync();
        Assert.Contains("The amount is too small or too large", wrong);
        Assert.Contains("value=\"a lot\"", wrong);
        Assert.Contains("It takes two more days.", wrong);
        Assert.Contains("value=\"Raw data\"", await (await editor.PostForm(form, "change", [("do", "add"), .. Typed("2500.00").Where(it => it.Name != "do")])).Content.ReadAsStringAsync());
        Assert.Contains("CNY\u00a02,650", WebUtility.HtmlDecode(await (await editor.PostForm(form, "change", [("do", "preview"), .. Typed("2500.00").Where(it => it.Name != "do")])).Content.ReadAsStringAsync()));
        var change = $"{order}/changes/1";
        Assert.Equal($"{change}?saved=proposed", (await editor.PostForm(form, "change", Typed("2500.00"))).LeadsTo());

        // Both sides see what is and what is to be; it waits for the buyer, who is told.
        foreach (var page in new[] { await buyer.GetStringAsync(order), await buyer.GetStringAsync(change), await editor.GetStringAsync(change) })
            foreach (var said in new[] { "1,886.79", "2,500", "It takes two more days.", "Raw data", "Waits for the buyer" }) Assert.Contains(said, page);
        Assert.True((bool)(await Json(buyer, "/api/v1/orders?size=1"))["items"]![0]!["waitsForYou"]!);
        Assert.Contains("Change order 1 is open", await buyer.GetStringAsync(form));
        await Send(editor, $"/api/v1{change}/accept", await Version(editor, api), expected: 403);
        Assert.Equal(200_000, (long)(await Json(buyer, api))["total"]!["minor"]!);
        await Told("buyer", nameof(OrderChangeProposed));

        Assert.Equal($"{change}?saved=accepted", (await buyer.PostForm(change, "accept")).LeadsTo());
        var changed = await Json(editor, api);
        Assert.Equal((265_000 + 53_000, 265_000, 2), ((long)changed["total"]!["minor"]!, (long)changed["milestones"]![0]!["gross"]!["minor"]!, changed["milestones"]!.AsArray().Count));
        var entry = changed["changes"]![0]!;
        Assert.Equal(("agreed", "provider", "buyer"), ((string?)entry["state"], (string?)entry["proposed"]!["side"], (string?)entry["accepted"]!["side"]));
        Assert.Equal((188_679, 250_000), ((long)entry["milestones"]![0]!["old"]!["net"]!["minor"]!, (long)entry["milestones"]![0]!["new"]!["net"]!["minor"]!));
        Assert.Equal((string?)entry["documentHash"], Convert.ToHexStringLower(SHA256.HashData(await buyer.GetByteArrayAsync($"/api/v1{change}/document"))));
        Assert.Equal((evidence, evidence), ((string?)changed["evidenceHash"], Convert.ToHexStringLower(SHA256.HashData(await buyer.GetByteArrayAsync($"{api}/evidence")))));

        // The new amount is asked for, held, and paid out less the fee on it.
        await Send(buyer, $"{api}/milestones/1/fund", await Version(buyer, api));
        var payments = market.Site.Services.GetRequiredService<IPayments>();
        var reference = $"{order.Split('/')[^1]}/1";
        string? session = null;
        for (var i = 0; i < 200 && session is null; i++, await Task.Delay(50)) session = (await payments.Payment(reference))!.Value.Collecting?.Object;
        Assert.True((await market.Site.Services.GetRequiredService<ITestPayments>().Choose(session!, TestChoice.Pay)).Succeeded);
        await Until(buyer, api, "funded");
        Assert.Equal(265_000, (await payments.Payment(reference))!.Value.Held);
        var paid = await Send(editor, $"{api}/changes", await Version(buyer, api), Change(1, 100_000), expected: 409);
        Assert.Equal(("milestone_paid", "milestones[0].due"), ((string?)paid["errors"]![0]!["code"], (string?)paid["errors"]![0]!["field"]));
        await Send(editor, $"{api}/milestones/1/files", await Version(buyer, api), new JsonObject { ["name"] = "report.pdf", ["content"] = Convert.ToBase64String(SampleFiles.Pdf()) });
        await Send(editor, $"{api}/milestones/1/deliver", await Version(buyer, api));
        await Send(buyer, $"{api}/milestones/1/accept", await Version(buyer, api));
        // From the market's own day on, which another test may have put forward.
        var accepted = (DateTimeOffset)(await Json(buyer, api))["milestones"]![0]!["acceptedAt"]!;
        (await market.Operator.PostAsJsonAsync("/dev/clock", new { now = accepted.AddDays(2) })).EnsureSuccessStatusCode();
        await Until(buyer, api, "released");
        var payment = (await payments.Payment(reference))!.Value;
        Assert.Equal((Payments.Parts.Next(payment.Fees, 0, 265_000).Net, 0L), (payment.Released, payment.Held));

        // It is in the proof of the order.
        ProofVerdict? verdict = null;
        for (var i = 0; i < 100 && verdict is null or { Proof.Events: < 8 }; i++, await Task.Delay(100))
            if (await editor.GetAsync($"{api}/proof") is { IsSuccessStatusCode: true } made) verdict = VerifyProof.Run(new MemoryStream(await made.Content.ReadAsByteArrayAsync()));
        Assert.Empty(verdict!.Faults);
    }

    [Fact]
    public async Task Programs_propose_answer_and_repeat_and_what_nobody_answers_lapses()
    {
        var (buyer, editor) = (await market.Site.Acting("buyer"), await market.Site.Acting($"editor-{market.Provider}"));
        var api = "/api/v1" + await InForce(buyer, editor);

        Assert.Equal("wrong_type", (string?)(await Send(buyer, $"{api}/changes", 2, new JsonObject { ["reason"] = "x", ["milestones"] = new JsonArray(new JsonObject { ["number"] = "1" }) }, expected: 400))["errors"]![0]!["code"]);
        Assert.Equal("amount_too_small", (string?)(await Send(buyer, $"{api}/changes", 2, Change(1, 100), expected: 400))["errors"]![0]!["code"]);
        await Send(buyer, $"{api}/changes", 1, Change(1, 100_000), expected: 412);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Send(buyer, $"{api}/changes", 2, Change(1, 100_000), key: api)));
        Assert.All(answers, it => Assert.Equal(("awaitingProvider", 1, 3), ((string?)it["state"], (int)it["change"]!, (int)it["version"]!)));

        Assert.Equal("required", (string?)(await Send(editor, $"{api}/changes/1/decline", 3, new JsonObject(), expected: 400))["errors"]![0]!["code"]);
        Assert.Equal("declined", (string?)(await Send(editor, $"{api}/changes/1/decline", 3, new JsonObject { ["reason"] = "Too little." }))["state"]);
        await Send(editor, $"{api}/changes/1/accept", 4, expected: 409);
        await Send(editor, $"{api}/changes", 4, Change(1, 300_000));
        Assert.Equal("withdrawn", (string?)(await Send(editor, $"{api}/changes/2/withdraw", 5))["state"]);

        // The buyer's card page is open when the provider's proposal is to be accepted.
        await Send(editor, $"{api}/changes", 6, Change(1, 300_000));
        await Send(buyer, $"{api}/milestones/1/fund", 7);
        await Send(buyer, $"{api}/changes/3/accept", 7, expected: 412);
        Assert.Equal("milestone_being_paid", (string?)(await Send(buyer, $"{api}/changes/3/accept", await Version(buyer, api), expected: 409))["errors"]![0]!["code"]);

        (await market.Operator.PostAsJsonAsync("/dev/clock", new { now = TimeProvider.System.GetUtcNow().AddDays(18) })).EnsureSuccessStatusCode();
        JsonNode? seen = null;
        for (var i = 0; i < 200 && (string?)seen?["ended"]?["side"] != "site"; i++, await Task.Delay(50)) seen = (await Json(buyer, api))["changes"]![2];
        Assert.Equal(("lapsed", "site"), ((string?)seen!["state"], (string?)seen["ended"]!["side"]));
        var kinds = (await Json(buyer, $"{api}/events"))["events"]!.AsArray().Select(it => $"{it!["kind"]} {it["change"]}").Where(it => it.StartsWith("change", StringComparison.Ordinal));
        Assert.Equal(["changeProposed 1", "changeDeclined 1", "changeProposed 2", "changeWithdrawn 2", "changeProposed 3", "changeLapsed 3"], kinds);
    }

    private async Task<string> InForce(HttpClient buyer, HttpClient editor)
    {
        await editor.PostForm($"/provider/orders/settings?provider={market.Provider}", "selling", ("vat", "6"), ("reviewDays", "7"));
        var placed = await buyer.PostAsJsonAsync("/api/v1/orders", new JsonObject { ["listing"] = market.Published, ["invoiceTitle"] = "Jingwei" });
        var api = placed.Headers.Location!.ToString();
        await Send(editor, $"{api}/confirm", 1);
        return api["/api/v1".Length..];
    }

    /// <summary>The first milestone at another amount, and one more.</summary>
    private (string Name, string Value)[] Typed(string net)
    {
        var milestone = agreed ??= market.Site.Services.GetRequiredService<IOrders>().PlacedWith(Vocabulary.ProviderId.From(market.Provider), null, 1).GetAwaiter().GetResult()[0].Value.Milestones[0].Terms;
        (string, string)[] first =
        [
            ("milestones[0].number", "1"), ("milestones[0].net", net), ("milestones[0].due", milestone.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("milestones[0].deliverables", string.Join("\r\n", milestone.Deliverables)),
            ("milestones[0].acceptanceTest", milestone.AcceptanceTest), ("milestones[0].reviewDays", "7"), ("do", "send"), ("vat", "6"), ("validDays", "14"), ("reason", "It takes two more days."),
        ];
        return net == "1886.79" ? [.. first, ("rows", "1")] :
        [
            .. first, ("rows", "2"), ("milestones[1].number", ""), ("milestones[1].title", "Raw data"), ("milestones[1].net", "500.00"), ("milestones[1].due", due), ("milestones[1].deliverables", "Files"),
            ("milestones[1].acceptanceTest", "All of it is there"), ("milestones[1].reviewDays", "5"),
        ];
    }

    private async Task Told(string person, string what)
    {
        var inbox = market.Site.Services.GetRequiredService<INotices>();
        for (var i = 0; i < 200; i++, await Task.Delay(50))
            if ((await inbox.Of(person, null, 50)).Any(it => it.Value.What == what)) return;
        Assert.Fail($"{person} was not told of {what}.");
    }

    private static JsonObject Change(int number, long net) => new() { ["reason"] = "Why.", ["milestones"] = new JsonArray(new JsonObject { ["number"] = number, ["net"] = net }) };

    private static async Task<JsonObject> Send(HttpClient who, string url, long version, JsonObject? body = null, int expected = 200, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"v{version}\"");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await who.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == expected, $"{url}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    private static async Task Until(HttpClient client, string api, string state)
    {
        JsonNode? seen = null;
        for (var i = 0; i < 300; i++, await Task.Delay(100))
            if ((string?)(seen = (await Json(client, api))["milestones"]![0])!["state"] == state) return;
        Assert.Fail($"It never became {state}: {seen}");
    }

    private static async Task<long> Version(HttpClient client, string api) => (long)(await Json(client, api))["version"]!;

    private static async Task<JsonObject> Json(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonObject>(path))!;

    private static string Day(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
