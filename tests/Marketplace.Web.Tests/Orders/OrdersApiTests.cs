using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Identity;
using Marketplace.Identity.ActAs;
using Marketplace.Orders.Confirm;
using Marketplace.Orders.Show;
using Marketplace.Orders.Work;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Marketplace.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Orders;

/// <summary>Ordering at the published price over the API: confirmation, approval, evidence, repetition, and who may know of it.</summary>
public sealed class OrdersApiTests(SmallMarket market) : IClassFixture<SmallMarket>, IAsyncLifetime
{
    private HttpClient buyer = null!, editor = null!;

    public async ValueTask InitializeAsync()
    {
        (buyer, editor) = (await market.Site.Acting("buyer"), await market.Site.Acting($"editor-{market.Provider}"));
        await editor.PostForm($"/provider/orders/settings?provider={market.Provider}", "selling", ("vat", "6"), ("reviewDays", "7"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_order_at_the_published_price_waits_for_the_provider_and_is_in_force_once_it_confirms()
    {
        var placed = await Place();
        Assert.Equal("awaitingProvider", (string?)(await Json(placed))["state"]);
        var url = placed.Headers.Location!.ToString();
        var order = await buyer.GetFromJsonAsync<JsonObject>(url);
        Assert.Equal((188_679, 11_321, 200_000), ((long)order!["milestones"]![0]!["net"]!["minor"]!, (long)order["milestones"]![0]!["vat"]!["minor"]!, (long)order["total"]!["minor"]!));
        Assert.Equal(409, (int)(await Send(buyer, $"{url}/milestones/1/fund", 1)).StatusCode);

        Assert.Equal(428, (int)(await editor.PostAsync($"{url}/confirm", null)).StatusCode);
        Assert.Equal(412, (int)(await Send(editor, $"{url}/confirm", 7)).StatusCode);
        Assert.Equal(403, (int)(await Send(buyer, $"{url}/confirm", 1)).StatusCode);
        Assert.Equal("active", (string?)(await Json(await Send(editor, $"{url}/confirm", 1)))["state"]);
        Assert.Equal(409, (int)(await Send(editor, $"{url}/decline", 2, new JsonObject { ["reason"] = "no" })).StatusCode);
        Assert.Equal(200, (int)(await Send(buyer, $"{url}/milestones/1/fund", 2)).StatusCode);
    }

    [Fact]
    public async Task No_change_of_a_deal_goes_without_the_version_that_was_seen()
    {
        var order = (await Json(await Place()))["id"]!.ToString();
        var asked = await buyer.PostAsJsonAsync("/api/v1/offers", new JsonObject { ["listing"] = market.Published, ["scope"] = "Three samples" });
        var offer = (await Json(asked))["id"]!.ToString();
        var changes =
            from endpoint in market.Site.Services.GetServices<EndpointDataSource>().SelectMany(it => it.Endpoints).OfType<RouteEndpoint>()
            let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            where route.StartsWith("/api/v1/orders/", StringComparison.Ordinal) || route.StartsWith("/api/v1/offers/", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
            where method != "GET"
            select (method, route.Replace("{id}", route.Contains("offers", StringComparison.Ordinal) ? offer : order, StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal));

        var all = changes.ToList();
        Assert.True(all.Count >= 15, string.Join('\n', all));
        foreach (var (method, url) in all)
        {
            foreach (var (version, status) in new[] { (null, 428), ("v1", 400), ("*", 400), ("\"v1\", \"v2\"", 400) })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), url);
                if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
                Assert.True(status == (int)(await buyer.SendAsync(request)).StatusCode, $"{method} {url} with {version ?? "no version"}");
            }
        }
        Assert.StartsWith("\"v1", (await buyer.GetAsync($"/api/v1/orders/{order}")).Headers.ETag!.Tag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_declines_with_a_reason_that_the_buyer_reads()
    {
        var url = (await Place()).Headers.Location!.ToString();

        Assert.Equal(400, (int)(await Send(editor, $"{url}/decline", 1, new JsonObject { ["reason"] = " " })).StatusCode);
        Assert.Equal(200, (int)(await Send(editor, $"{url}/decline", 1, new JsonObject { ["reason"] = "The furnace is broken." })).StatusCode);
        Assert.Contains("The furnace is broken.", await buyer.GetStringAsync(url.Replace("/api/v1", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_side_lists_its_orders_and_nobody_elses()
    {
        var placed = new List<string>();
        for (var i = 0; i < 3; i++) placed.Insert(0, (string)(await Json(await Place()))["id"]!);
        Assert.Equal(200, (int)(await Send(editor, $"/api/v1/orders/{placed[0]}/confirm", 1)).StatusCode);

        var first = await List(buyer, "size=2");
        Assert.Equal(placed[..2], Ids(first));
        Assert.Equal(placed[2], Ids(await List(buyer, $"size=2&cursor={first["next"]}"))[0]);
        Assert.Equal(("active", "buyer", true), Seen(first["items"]![0]!));
        Assert.Equal(("awaitingProvider", "provider", true), Seen((await List(editor, "size=2&role=provider"))["items"]![1]!));
        Assert.DoesNotContain(placed[0], Ids(await List(buyer, "state=awaitingProvider&size=100")));
        Assert.Contains(placed[1], Ids(await List(editor, "state=awaitingProvider&size=100")));
        Assert.Empty(Ids(await List(editor, "role=buyer")));
        Assert.Empty(Ids(await List(await market.Site.Acting("procurement"), "role=provider")));
        foreach (var wrong in new[] { "role=site", "role=Buyer", "state=1", "size=0", "size=101", "size=x", "cursor=ord_1", "sort=up", "size=1&size=2" })
            Assert.Equal(400, (int)(await buyer.GetAsync($"/api/v1/orders?{wrong}")).StatusCode);
        Assert.Contains((int)(await market.Site.Visitor().GetAsync("/api/v1/orders")).StatusCode, new[] { 401, 403 });

        static string[] Ids(JsonObject page) => [.. page["items"]!.AsArray().Select(it => (string)it!["id"]!)];
        static (string?, string?, bool) Seen(JsonNode line) => ((string?)line["state"], (string?)line["role"], (bool)line["waitsForYou"]!);
        static async Task<JsonObject> List(HttpClient who, string query) => (await who.GetFromJsonAsync<JsonObject>($"/api/v1/orders?{query}"))!;
    }

    [Fact]
    public async Task A_request_sent_fifty_times_at_once_is_one_order()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Place("same-key")));

        Assert.All(answers, it => Assert.Equal(HttpStatusCode.Created, it.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(it => it.Content.ReadAsStringAsync()))).Distinct());
        Assert.Equal(422, (int)(await Place("same-key", it => it["quantity"] = 2)).StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_ordered_says_why()
    {
        Assert.Equal("bad_quantity", await Refused(it => it["quantity"] = 2));
        Assert.Equal("bad_quantity", await Refused(it => it["quantity"] = -1));
        Assert.Equal("price_changed", await Refused(it => it["total"] = new JsonObject { ["minor"] = 1, ["currency"] = "CNY" }));
        Assert.Equal("required", await Refused(it => it.Remove("invoiceTitle")));
        Assert.Equal("unknown_member", await Refused(it => it["price"] = 1));
        Assert.Equal("wrong_type", await Refused(it => it["quantity"] = 1.5));
        Assert.Equal("not_found", await Refused(it => it["listing"] = "lst_00000000000000000000000000"));
    }

    [Fact]
    public async Task The_evidence_says_what_was_searched_as_the_site_says_it_and_never_changes()
    {
        var certificate = await market.NewCertificate();
        var listing = await market.NewListing(market.Provider, certificate);
        (await market.Change(HttpMethod.Post, $"/api/v1/listings/{listing}/publish", 1)).EnsureSuccessStatusCode();
        var url = (await Place(change: it => (it["listing"], it["search"]) = (listing, "q=lead+in+rice&nonsense=%00&sentence=posted"))).Headers.Location!.ToString();

        var before = await buyer.GetStringAsync($"{url}/evidence");
        var frozen = JsonNode.Parse(before)!;
        Assert.Equal("/search?q=lead%20in%20rice", (string?)frozen["search"]!["address"]);
        Assert.Contains("matching “lead in rice”", (string?)frozen["search"]!["sentence"]!["en"]);
        Assert.DoesNotContain("posted", before);
        Assert.Equal("active", (string?)frozen["certificates"]![0]!["status"]);

        // The certificate is suspended: the order's page says so, and what was frozen stays.
        var body = market.CertificateBody();
        (body["number"], body["status"]) = ((string?)frozen["certificates"]![0]!["number"], "suspended");
        body["status_since"] = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var amended = await market.Change(HttpMethod.Put, $"/api/v1/certificates/{certificate}", 1, body);
        Assert.True(amended.IsSuccessStatusCode, await amended.Content.ReadAsStringAsync());
        Assert.Equal(before, await buyer.GetStringAsync($"{url}/evidence"));
        Assert.Equal("suspended", (string?)(await buyer.GetFromJsonAsync<JsonObject>(url))!["fallenCertificates"]![0]!["status"]);
        Assert.Contains("It was suspended after the order was placed", await buyer.GetStringAsync(url.Replace("/api/v1", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Above_the_limit_a_second_person_approves()
    {
        var procurement = await market.Site.Acting("procurement");
        Assert.Equal(HttpStatusCode.Redirect, (await procurement.PostForm("/orders/settings", "buying", ("approvalAbove", "1,999.99"), ("currency", "CNY"), ("invoiceTitle", "Centre"))).StatusCode);
        var placed = await Place(by: procurement);
        Assert.Equal("awaitingApproval", (string?)(await Json(placed))["state"]);
        var id = OrderId.From((string)(await procurement.GetFromJsonAsync<JsonObject>(placed.Headers.Location))!["id"]!);

        using var scope = market.Site.Services.CreateScope();
        var approve = scope.ServiceProvider.GetRequiredService<ApproveOrder>();
        var demo = (await scope.ServiceProvider.GetRequiredService<StandardPeople>().Demo("procurement"))!;
        Actor Of(string person, params Role[] roles) => new(new Person(person, Bilingual.Same(person)), new ActingFor(demo.OrganisationId, demo.Organisation, roles, []), Strength.Passkey);
        Assert.Equal("same_person", (await approve.Run(Of("procurement", Role.Approver), id, 1)).Refusal!.First.Code);
        Assert.Equal("forbidden", (await approve.Run(Of("chen", Role.Buyer), id, 1)).Refusal!.First.Code);
        Assert.Equal("forbidden", (await approve.Run(Of("chen", Role.Approver) with { Strength = Strength.Password }, id, 1)).Refusal!.First.Code);
        Assert.Equal(409, (int)(await Send(editor, $"/api/v1/orders/{id}/confirm", 1)).StatusCode);
        Assert.Equal(OrderState.AwaitingProvider, (await approve.Run(Of("chen", Role.Approver), id, 1)).Value.Answer!.State);
        Assert.Equal(200, (int)(await Send(editor, $"/api/v1/orders/{id}/confirm", 2)).StatusCode);
    }

    [Fact]
    public async Task An_operator_who_speaks_for_nobody_looks_and_does_nothing()
    {
        var id = OrderId.From((string)(await Json(await Place()))["id"]!);
        using var scope = market.Site.Services.CreateScope();
        var (confirm, work) = (scope.ServiceProvider.GetRequiredService<ConfirmOrder>(), scope.ServiceProvider.GetRequiredService<WorkOnMilestone>());

        Assert.True((await scope.ServiceProvider.GetRequiredService<ShowOrder>().Run(Actor.System, id)).Succeeded);
        Assert.Equal(RefusalKind.Forbidden, (await confirm.Run(Actor.System, id, 1)).Refusal!.Kind);
        foreach (var act in new[] { work.Fund, work.Deliver, work.AskChanges, work.Accept, work.Cancel, work.Refund })
            Assert.Equal(RefusalKind.Forbidden, (await act(Actor.System, id, 1, 1, null, default)).Refusal!.Kind);
    }

    [Fact]
    public async Task An_order_that_nobody_confirms_lapses_by_the_clock_and_a_late_yes_is_refused()
    {
        var site = new SmallMarket();
        await site.InitializeAsync();
        try
        {
            var (wang, li) = (await site.Site.Acting("buyer"), await site.Site.Acting($"editor-{site.Provider}"));
            await li.PostForm($"/provider/orders/settings?provider={site.Provider}", "selling", ("vat", "6"), ("reviewDays", "7"));
            var url = (await wang.PostAsJsonAsync("/api/v1/orders", new JsonObject { ["listing"] = site.Published, ["invoiceTitle"] = "Jingwei" })).Headers.Location!.ToString();
            (await site.Operator.PostAsJsonAsync("/dev/clock", new { now = TimeProvider.System.GetUtcNow().AddDays(6) })).EnsureSuccessStatusCode();

            Assert.Equal("lapsed", (string?)(await wang.GetFromJsonAsync<JsonObject>(url))!["state"]);
            Assert.Contains((int)(await Send(li, $"{url}/confirm", 1)).StatusCode, new[] { 409, 412 });
            var log = site.Site.Services.GetRequiredService<IEventLog>();
            for (var i = 0; i < 100 && !(await log.After(0, 10_000)).Any(it => it.Event is OrderLapsed); i++) await Task.Delay(100);
            Assert.Single(await log.After(0, 10_000), it => it.Event is OrderLapsed { Awaited: Assent.AwaitingProvider });
        }
        finally
        {
            await site.DisposeAsync();
        }
    }

    private Task<HttpResponseMessage> Place(string? key = null, Action<JsonObject>? change = null, HttpClient? by = null)
    {
        var body = new JsonObject { ["listing"] = market.Published, ["invoiceTitle"] = "Jingwei" };
        change?.Invoke(body);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return (by ?? buyer).SendAsync(request);
    }

    private async Task<string?> Refused(Action<JsonObject> change) => (string?)(await Json(await Place(change: change)))["code"];

    private static async Task<HttpResponseMessage> Send(HttpClient who, string url, long version, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        if (body is not null) request.Content = JsonContent.Create(body);
        request.Headers.TryAddWithoutValidation("If-Match", $"\"v{version}\"");
        return await who.SendAsync(request);
    }

    private static async Task<JsonObject> Json(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
}
