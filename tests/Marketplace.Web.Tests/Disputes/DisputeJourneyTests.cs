using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Payments;
using Marketplace.Rigs;
using Marketplace.Storage;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Marketplace.Disputes.SomeDispute;

namespace Marketplace.Disputes;

/// <summary>A dispute from the wizard to a split decision that was carried out, as the browsers of both sides and of the arbiter do it.</summary>
public sealed class DisputeJourneyTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    [Fact]
    public async Task A_milestone_is_disputed_answered_decided_and_both_halves_are_paid()
    {
        var dispute = await Between(market);
        var (buyer, editor, arbiter) = (dispute.Buyer, dispute.Editor, await market.Site.Acting("arbiter"));
        var order = await dispute.Delivered();

        // The wizard: nothing typed is lost on the way back, or where something is wrong.
        Assert.Contains($"/orders/{order}/dispute?milestone=1", await buyer.GetStringAsync($"/orders/{order}"));
        Assert.Contains("Choose a milestone", await (await buyer.PostForm($"/orders/{order}/dispute", "begin", ("milestone", "7"))).Content.ReadAsStringAsync());
        var what = (await buyer.PostForm($"/orders/{order}/dispute", "begin", ("milestone", "1"))).LeadsTo();
        var page = what[..what.IndexOf("/edit", StringComparison.Ordinal)];
        Assert.Equal(what, (await buyer.PostForm($"/orders/{order}/dispute", "begin", ("milestone", "1"))).LeadsTo());
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync(what)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await arbiter.GetAsync(page)).StatusCode);
        Assert.Equal($"{page}/edit/arguments", (await buyer.PostForm(what, "draft", ("reason", "WrongMethod"), ("do", "next"))).LeadsTo());
        Assert.Contains("Argument 2", await (await buyer.PostForm($"{page}/edit/arguments", "draft", ("do", "add"), ("rows", "1"), ("numbers[0]", "0"), ("arguments[0]", "GB 5009.12 was agreed"))).Content.ReadAsStringAsync());
        Assert.Equal(what, (await buyer.PostForm($"{page}/edit/arguments", "draft", ("do", "back"), ("rows", "2"), ("numbers[0]", "0"), ("numbers[1]", "0"), ("arguments[0]", "GB 5009.12 was agreed."), ("arguments[1]", "Page 3 is missing."))).LeadsTo());
        Assert.Contains("value=\"WrongMethod\" checked", await buyer.GetStringAsync(what));
        Assert.Contains("Page 3 is missing.", await buyer.GetStringAsync($"{page}/edit/arguments"));
        Assert.Contains("The file is called", await (await buyer.PostForm($"{page}/edit/evidence", "draft", new SentFile("evidence-1", "lie.png", "image/png", SampleFiles.Pdf()), ("do", "next"))).Content.ReadAsStringAsync());
        Assert.Equal($"{page}/edit/remedy", (await buyer.PostForm($"{page}/edit/evidence", "draft", new SentFile("evidence-1", "photo.pdf", "application/pdf", SampleFiles.Pdf()), ("do", "next"))).LeadsTo());
        Assert.Contains("Choose what you ask for", await (await buyer.PostForm($"{page}/edit/check", "draft", ("do", "next"))).Content.ReadAsStringAsync());
        Assert.Contains("value=\"12,x\"", await (await buyer.PostForm($"{page}/edit/remedy", "draft", ("remedy", "RefundPart"), ("refund", "12,x"), ("do", "next"))).Content.ReadAsStringAsync());
        Assert.Equal($"{page}/edit/check", (await buyer.PostForm($"{page}/edit/remedy", "draft", ("remedy", "RefundPart"), ("refund", "800.00"), ("do", "next"))).LeadsTo());
        await dispute.Until(order, "delivered");
        Assert.Equal($"{page}?saved=opened", (await buyer.PostForm($"{page}/edit/check", "draft", ("do", "next"))).LeadsTo());
        await dispute.Until(order, "disputed");

        // Nothing moves while it is open; the arbiter waits for the answer.
        var api = "/api/v1" + page;
        var open = await Get(buyer, api);
        Assert.Equal(("awaitingAnswer", 200_000L, 80_000L), ((string)open["stage"]!, (long)open["held"]!["minor"]!, (long)open["refund"]!));
        Assert.Contains("Waiting for the other side&#x27;s answer", await editor.GetStringAsync(page));
        Assert.Contains(page, await arbiter.GetStringAsync("/arbiter/disputes"));
        Assert.Contains("The other side still has time to answer", await arbiter.GetStringAsync(page));
        Assert.Equal(409, (int)(await Send(arbiter, $"{api}/decide", (long)open["version"]!, new JsonObject { ["release"] = 120_000, ["refund"] = 80_000, ["reasons"] = "Too early." })).StatusCode);
        Assert.Equal(SampleFiles.Pdf(), await editor.GetByteArrayAsync($"{page}/files/{Hash(SampleFiles.Pdf())}"));

        // The other side answers with evidence, the buyer adds to it.
        Assert.Contains("This is required", await (await editor.PostForm(page, "say", ("text", " "))).Content.ReadAsStringAsync());
        Assert.Equal($"{page}?saved=answered", (await editor.PostForm(page, "say", new SentFile("evidence", "log.pdf", "application/pdf", SampleFiles.Pdf()), ("text", "The newer edition was used."))).LeadsTo());
        Assert.Equal($"{page}?saved=argued", (await buyer.PostForm(page, "say", ("text", "It was not agreed."))).LeadsTo());

        // The arbiter sees it all, and the order with it; a decision that is not whole is said at its field.
        var shown = await arbiter.GetStringAsync(page);
        foreach (var said in new[] { "GB 5009.12 was agreed.", "The newer edition was used.", "It was not agreed.", "What the order rests on, and what the records say today", market.Certificate }) Assert.Contains(said, shown);
        Assert.Contains("Disputed", await arbiter.GetStringAsync($"/orders/{order}"));
        Assert.Contains("must be all that is held", await (await arbiter.PostForm(page, "decide", ("release", "1200.00"), ("refund", "700.00"), ("reasons", "Half holds."))).Content.ReadAsStringAsync());
        Assert.Equal($"{page}?saved=decided", (await arbiter.PostForm(page, "decide", ("release", "1200.00"), ("refund", "800.00"), ("reasons", "The edition differs; the results hold."))).LeadsTo());
        await dispute.Until(order, "settled");
        Assert.Contains("The edition differs; the results hold.", await editor.GetStringAsync(page));

        // To the minor unit: the fee is of what was accepted.
        var payment = (await market.Site.Services.GetRequiredService<IPayments>().Payment($"{order}/1"))!.Value;
        Assert.Equal((0L, 80_000L, 120_000L), (payment.Held, payment.Refunded, payment.Accepted));
        Assert.Equal(120_000 - Parts.Fee(payment.Fees, 120_000) - Parts.Tax(payment.Fees, 120_000), payment.Released);
        var events = (await Get(buyer, $"/api/v1/orders/{order}/events"))["events"]!.AsArray().Select(it => (string)it!["kind"]!).ToList();
        Assert.Equal(["disputed", "settled"], events[^2..]);
        var log = await market.Site.Services.GetRequiredService<IEventLog>().After(0, 10_000);
        Assert.Single(log, it => it.Event is DisputeDecided { Release: 120_000, Refund: 80_000, By: "arbiter" });
    }

    [Fact]
    public async Task In_silence_the_arbiter_decides_and_where_nobody_does_the_operator_is_told_and_no_money_moves()
    {
        var late = new SmallMarket();
        await late.InitializeAsync();
        try
        {
            var dispute = await Between(late);
            var order = await dispute.Delivered();
            var api = $"/api/v1/disputes/{await dispute.Opened(order)}";
            (await late.Operator.PostAsJsonAsync("/dev/clock", new { now = TimeProvider.System.GetUtcNow().AddDays(8) })).EnsureSuccessStatusCode();
            Assert.Equal("awaitingDecision", (string?)(await Get(dispute.Buyer, api))["stage"]);

            (await late.Operator.PostAsJsonAsync("/dev/clock", new { now = TimeProvider.System.GetUtcNow().AddDays(31) })).EnsureSuccessStatusCode();
            await dispute.Until(order, "review");
            Assert.Equal(("overdue", 200_000L), ((string)(await Get(dispute.Buyer, api))["stage"]!, (long)(await Get(dispute.Buyer, api))["held"]!["minor"]!));

            // It still has its exits: an arbiter decides, or a side gives in.
            await Done(await late.Site.Acting("arbiter"), $"{api}/decide", 1, new JsonObject { ["release"] = 0, ["refund"] = 200_000, ["reasons"] = "Nobody answered, and page 3 is missing." });
            await dispute.Until(order, "settled");
        }
        finally
        {
            await late.DisposeAsync();
        }
    }
}
