using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Rigs;
using Marketplace.Web;
using Marketplace.Web.Naughty;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Marketplace.Disputes.SomeDispute;

namespace Marketplace.Disputes;

/// <summary>Disputes over the API: who may, versions, repetition, and what each step needs.</summary>
public sealed class DisputesApiTests(SmallMarket market) : IClassFixture<SmallMarket>, IAsyncLifetime
{
    private SomeDispute some = null!;

    public async ValueTask InitializeAsync() => some = await Between(market);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task One_request_sent_twice_opens_one_dispute_and_a_second_is_told_the_state()
    {
        var order = await some.Delivered();
        var (url, version) = ($"/api/v1/orders/{order}/milestones/1/dispute", await some.Until(order, "delivered"));
        Assert.Equal(403, (int)(await Send(await market.Site.Acting("auditor"), url, version, Input())).StatusCode);
        Assert.Equal(404, (int)(await Send(await market.Site.Acting("procurement"), url, version, Input())).StatusCode);
        Assert.Equal(412, (int)(await Send(some.Buyer, url, version - 1, Input())).StatusCode);
        // What the state does not allow whatever else there is, is said also to whoever saw another version: they are late, and need not look first.
        Assert.Equal((409, "not_in_this_state"), await Told(some.Editor, $"/api/v1/orders/{order}/milestones/1/deliver", version - 1));

        var (first, again) = (await Send(some.Buyer, url, version, Input(), "key-1"), await Send(some.Buyer, url, version, Input(), "key-1"));
        Assert.Equal((201, 201), ((int)first.StatusCode, (int)again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        var late = await Send(some.Editor, url, version + 1, new JsonObject { ["reason"] = "acceptanceWithheld", ["arguments"] = new JsonArray("It is done."), ["remedy"] = "payAll" });
        Assert.Equal((409, "not_in_this_state"), ((int)late.StatusCode, (string?)(await Body(late))["code"]));
        Assert.Single((await Get(some.Buyer, "/api/v1/disputes"))["items"]!.AsArray(), it => (string?)it!["order"] == order);
        Assert.Single((await Get(some.Editor, $"/api/v1/disputes?provider={market.Provider}"))["items"]!.AsArray(), it => (string?)it!["order"] == order);
        Assert.Contains((await Get(await market.Site.Acting("arbiter"), "/api/v1/disputes"))["items"]!.AsArray(), it => (string?)it!["order"] == order);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_opens_nothing()
    {
        var order = await some.Delivered();
        var version = await some.Until(order, "delivered");
        foreach (var (change, field) in new (Action<JsonObject> Change, string Field)[]
        {
            (it => it["reason"] = "acceptanceWithheld", "reason"), (it => it["arguments"] = new JsonArray(), "arguments[0]"), (it => it["arguments"] = new JsonArray(" "), "arguments[0]"),
            (it => it["refund"] = 0, "refund"), (it => it["refund"] = -1, "refund"), (it => it["refund"] = 200_000, "refund"), (it => it.Remove("refund"), "refund"), (it => it["remedy"] = "payAll", "refund"),
            (it => it["arguments"] = new JsonArray([.. Enumerable.Repeat(0, 6).Select(i => (JsonNode)$"{i}")]), "arguments"),
        })
        {
            var body = Input();
            change(body);
            var refused = await Send(some.Buyer, $"/api/v1/orders/{order}/milestones/1/dispute", version, body);
            Assert.Equal((400, field), ((int)refused.StatusCode, (string?)(await Body(refused))["errors"]![0]!["field"]));
        }
        await some.Until(order, "delivered");
    }

    [Fact]
    public async Task Above_the_limit_a_second_arbiter_must_say_the_same()
    {
        var order = await some.Delivered(6_000_000);
        var api = $"/api/v1/disputes/{await some.Opened(order)}";
        var (arbiter, second) = (await market.Site.Acting("arbiter"), await market.Site.Acting("arbiter-2"));
        await Done(some.Editor, $"{api}/answer", 1, new JsonObject { ["text"] = "All is there." });
        JsonObject Share(long release) => new() { ["release"] = release, ["refund"] = 6_000_000 - release, ["reasons"] = $"{release} holds." };

        Assert.Equal("open", (string?)(await Done(arbiter, $"{api}/decide", 2, Share(1_000_000)))["state"]);
        Assert.Equal((409, "second_person"), await Refused(arbiter, 3, Share(1_000_000)));
        Assert.Null((await Get(some.Buyer, api))["proposed"]);
        Assert.Equal(1_000_000, (long)(await Get(second, api))["proposed"]!["release"]!);
        // Other amounts take its place, and want the first.
        Assert.Equal("open", (string?)(await Done(second, $"{api}/decide", 3, Share(2_000_000)))["state"]);
        Assert.Equal((409, "second_person"), await Refused(second, 4, Share(2_000_000)));
        Assert.Equal("decided", (string?)(await Done(arbiter, $"{api}/decide", 4, Share(2_000_000)))["state"]);
        await some.Until(order, "settled");
        Assert.Equal((2_000_000, "2000000 holds."), ((long)(await Get(some.Buyer, api))["ruling"]!["release"]!, (string)(await Get(some.Buyer, api))["ruling"]!["reasons"]!));

        // Both sides have it in the proof of their order; what an arbiter only proposed is none of theirs.
        var proof = await Proof(order, "DisputeDecided");
        Assert.Contains("\"kind\":\"DisputeAnswered\"", proof);
        Assert.DoesNotContain("DisputeRulingProposed", proof);

        async Task<(int, string?)> Refused(HttpClient who, long version, JsonObject body)
        {
            var answer = await Send(who, $"{api}/decide", version, body);
            return ((int)answer.StatusCode, (string?)(await Body(answer))["code"]);
        }
    }

    [Fact]
    public async Task A_provider_that_was_suspended_is_still_heard()
    {
        var order = await some.Delivered();
        var dispute = await some.Opened(order);
        var (api, page) = ($"/api/v1/disputes/{dispute}", $"/providers/{market.Provider}/suspend");
        Assert.Equal(302, (int)(await market.Operator.PostForm(page, "suspend", ("reason", "Other"), ("text", "Its certificate is being asked about."))).StatusCode);
        try
        {
            Assert.Contains("<textarea", await some.Editor.GetStringAsync($"/disputes/{dispute}"));
            await Done(some.Editor, $"{api}/answer", 1, new JsonObject { ["text"] = "All is there." });
            await Done(some.Editor, $"{api}/arguments", 2, new JsonObject { ["text"] = "Page 3 as well." });
            await Done(some.Editor, $"{api}/evidence", 3, new JsonObject { ["argument"] = 4, ["name"] = "page.pdf", ["content"] = Convert.ToBase64String(SampleFiles.Pdf()) });
            // It is heard, and does nothing else.
            var refused = await Send(some.Editor, $"/api/v1/orders/{order}/milestones/1/dispute", await some.Until(order, "disputed"), Input());
            Assert.Equal((403, "provider_suspended"), ((int)refused.StatusCode, (string?)(await Body(refused))["code"]));
            await Done(some.Editor, $"{api}/concede", 4);
        }
        finally
        {
            await market.Operator.PostForm(page, "restore", ("text", "It is in order."));
        }
    }

    [Fact]
    public async Task Of_the_buyers_people_who_accept_and_ask_for_changes_at_once_one_wins_and_the_others_are_told_the_state()
    {
        for (var round = 0; round < 5; round++)
        {
            var order = await some.Delivered();
            var (url, version) = ($"/api/v1/orders/{order}/milestones/1", await some.Until(order, "delivered"));
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(one => Told(some.Buyer, $"{url}/{(one % 2 == 0 ? "accept" : "request-changes")}", version)));
            Assert.Single(answers, it => it.Status == 200);
            Assert.All(answers.Where(it => it.Status != 200), it => Assert.Equal((409, "not_in_this_state"), it));
        }
    }

    [Fact]
    public async Task A_suspended_provider_carries_on_what_was_ordered_and_agrees_to_nothing_new()
    {
        var (order, version) = await some.Paid();
        var (url, page) = ($"/api/v1/orders/{order}", $"/providers/{market.Provider}/suspend");
        Assert.Equal(302, (int)(await market.Operator.PostForm(page, "suspend", ("reason", "Other"), ("text", "Its certificate is being asked about."))).StatusCode);
        try
        {
            var shown = await some.Editor.GetStringAsync($"/orders/{order}");
            Assert.Contains("value=\"deliver\"", shown);
            Assert.DoesNotContain("/changes/new", shown);
            await Done(some.Editor, $"{url}/messages", 0, new JsonObject { ["text"] = "It is on its way all the same." });
            Assert.Equal((403, "provider_suspended"), await Told(some.Editor, $"{url}/changes", version, new JsonObject { ["reason"] = "More.", ["milestones"] = new JsonArray(new JsonObject { ["number"] = 1, ["net"] = 1 }) }));
            await some.Deliver(order, version);
            await some.Until(order, "delivered");
            Assert.Equal(404, (int)(await some.Buyer.PostAsJsonAsync("/api/v1/orders", new JsonObject { ["listing"] = market.Published, ["invoiceTitle"] = "Jingwei" })).StatusCode);
        }
        finally
        {
            await market.Operator.PostForm(page, "restore", ("text", "It is in order."));
        }
    }

    [Fact]
    public async Task Either_side_can_give_in_and_everything_goes_to_the_other()
    {
        var (first, other) = (await some.Delivered(), await some.Delivered());
        var (bought, returned) = ($"/api/v1/disputes/{await some.Opened(first)}", $"/api/v1/disputes/{await some.Opened(other)}");
        await Done(some.Buyer, $"{bought}/concede", 1);
        await Done(some.Editor, $"{returned}/concede", 1);
        await some.Until(first, "accepted");
        await some.Until(other, "refunded");
        Assert.Equal(("conceded", "buyer"), ((string)(await Get(some.Editor, bought))["stage"]!, (string)(await Get(some.Editor, bought))["concededBy"]!));
        Assert.Equal(200_000, (await market.Site.Services.GetRequiredService<IPayments>().Payment($"{other}/1"))!.Value.Refunded);
        // Whoever gave in cannot begin anew.
        var again = await Send(some.Buyer, $"/api/v1/orders/{first}/milestones/1/dispute", await some.Until(first, "accepted"), Input());
        Assert.Equal("conceded", (string?)(await Body(again))["code"]);
    }

    [Fact]
    public async Task Evidence_belongs_to_ones_own_arguments_and_is_of_a_known_type()
    {
        var order = await some.Delivered();
        var api = $"/api/v1/disputes/{await some.Opened(order)}";
        JsonObject File(int argument, string name) => new() { ["argument"] = argument, ["name"] = name, ["content"] = Convert.ToBase64String(SampleFiles.Pdf()) };
        Assert.Equal(403, (int)(await Send(some.Editor, $"{api}/evidence", 1, File(1, "a.pdf"))).StatusCode);
        Assert.Equal(404, (int)(await Send(some.Buyer, $"{api}/evidence", 1, File(9, "a.pdf"))).StatusCode);
        Assert.Equal(400, (int)(await Send(some.Buyer, $"{api}/evidence", 1, File(1, "a.exe"))).StatusCode);
        await Done(some.Buyer, $"{api}/evidence", 1, File(2, "../../a.pdf"));
        Assert.Equal("a.pdf", (string?)(await Get(some.Editor, api))["arguments"]![1]!["evidence"]![0]!["name"]);
        Assert.Equal(409, (int)(await Send(some.Editor, $"{api}/arguments", 2, new JsonObject { ["text"] = "First answer." })).StatusCode);
        Assert.Equal(409, (int)(await Send(some.Buyer, $"{api}/answer", 2, new JsonObject { ["text"] = "My own." })).StatusCode);
    }

    [Fact]
    public async Task Whatever_is_said_is_kept_as_it_is_or_refused_at_its_field_and_breaks_no_page()
    {
        var dispute = await some.Opened(await some.Delivered());
        var (version, kept) = (1L, 0);
        foreach (var text in NaughtyStrings.Chosen.Where((_, i) => i % 4 == 0).Take(25))
        {
            var answer = await Send(some.Buyer, $"/api/v1/disputes/{dispute}/arguments", version, new JsonObject { ["text"] = text });
            Assert.Contains((int)answer.StatusCode, new[] { 200, 400, 409 });
            if (!answer.IsSuccessStatusCode) continue;
            (version, kept) = (version + 1, kept + 1);
            Assert.Equal(200, (int)(await some.Editor.GetAsync($"/disputes/{dispute}")).StatusCode);
        }
        Assert.True(kept > 3, "hardly anything was tried");
        Assert.DoesNotContain("<script>alert", await some.Editor.GetStringAsync($"/disputes/{dispute}"));
    }

    [Fact]
    public async Task No_change_of_a_dispute_goes_without_the_version_that_was_seen()
    {
        var dispute = await some.Opened(await some.Delivered());
        var changes = market.Site.Services.GetServices<EndpointDataSource>().SelectMany(it => it.Endpoints).OfType<RouteEndpoint>().Select(it => "/" + it.RoutePattern.RawText!.TrimStart('/'))
            .Where(it => it.StartsWith("/api/v1/disputes/{id}/", StringComparison.Ordinal)).Select(it => it.Replace("{id}", dispute, StringComparison.Ordinal)).ToList();
        Assert.Equal(5, changes.Count);
        foreach (var url in changes) Assert.Equal(428, (int)(await some.Buyer.PostAsync(url, null)).StatusCode);
        Assert.Equal(412, (int)(await Send(some.Editor, $"/api/v1/disputes/{dispute}/answer", 7, new JsonObject { ["text"] = "All is there." })).StatusCode);
    }

    /// <summary>All that is written in the proof of an order, once this kind of event is part of it.</summary>
    private async Task<string> Proof(string order, string kind)
    {
        for (var i = 0; i < 300; i++, await Task.Delay(100))
        {
            if (await some.Editor.GetAsync($"/api/v1/orders/{order}/proof") is not { IsSuccessStatusCode: true } made) continue;
            using var archive = new ZipArchive(await made.Content.ReadAsStreamAsync());
            var all = string.Concat(archive.Entries.Select(it => new StreamReader(it.Open()).ReadToEnd()));
            if (all.Contains($"\"kind\":\"{kind}\"", StringComparison.Ordinal)) return all;
        }
        throw new InvalidOperationException($"The proof of {order} never had {kind}.");
    }

    private static async Task<(int Status, string? Code)> Told(HttpClient who, string url, long version, JsonObject? body = null)
    {
        var answer = await Send(who, url, version, body);
        return ((int)answer.StatusCode, (string?)(await Body(answer))["code"]);
    }
}
