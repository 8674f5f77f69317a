using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Marketplace.Api;
using Marketplace.Rigs;
using Marketplace.Web;
using Marketplace.Web.Naughty;
using Xunit;

namespace Marketplace.Orders;

/// <summary>What goes on beside the milestones of an order, as the browsers and programs of both sides do it.</summary>
public sealed class SamplesAndMessagesTests(SmallMarket market) : IClassFixture<SmallMarket>, IAsyncLifetime
{
    private HttpClient buyer = null!, editor = null!;
    private string order = "", api = "";

    public async ValueTask InitializeAsync()
    {
        (buyer, editor) = (await market.Site.Acting("buyer"), await market.Site.Acting($"editor-{market.Provider}"));
        await editor.PostForm($"/provider/orders/settings?provider={market.Provider}", "selling", ("vat", "6"), ("reviewDays", "7"));
        var placed = await buyer.PostAsJsonAsync("/api/v1/orders", new JsonObject { ["listing"] = market.Published, ["invoiceTitle"] = "Jingwei" });
        api = placed.Headers.Location!.ToString();
        order = api.Replace("/api/v1", "", StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_sample_is_announced_sent_received_with_its_condition_and_photograph_retained_and_destroyed()
    {
        var at = $"{order}/samples";
        Assert.Contains($"href=\"{at}\"", await buyer.GetStringAsync(order));
        Assert.Contains("This is required", await (await buyer.PostForm(at, "announce", ("identifier", " "), ("description", "Rice, 1 kg"))).Content.ReadAsStringAsync());
        Assert.Equal($"{at}?saved=Announce", (await buyer.PostForm(at, "announce", ("identifier", "R-1"), ("description", "Rice, 1 kg"))).LeadsTo());
        Assert.Equal($"{at}?saved=Send", (await buyer.PostForm($"{at}?sample=1&act=Send", "step", ("note", "SF 1234"))).LeadsTo());

        var form = $"{at}?sample=1&act=Receive";
        var silent = await (await editor.PostForm(form, "step", ("note", "Seal broken"))).Content.ReadAsStringAsync();
        Assert.Contains("Say how the sample arrived", silent);
        Assert.Contains("Seal broken", silent);
        var photo = new SentFile("photo", "seal.png", "image/png", SampleFiles.Png);
        Assert.Equal($"{at}?saved=Receive", (await editor.PostForm(form, "step", photo, ("condition", "Damaged"), ("note", "Seal broken"))).LeadsTo());
        Assert.Equal(SampleFiles.Png, await buyer.GetByteArrayAsync($"{order}/files/{Convert.ToHexStringLower(SHA256.HashData(SampleFiles.Png))}"));
        var seen = await buyer.GetStringAsync(at);
        foreach (var said in new[] { "R-1", "Rice, 1 kg", "SF 1234", "Damaged", "Seal broken", "seal.png" }) Assert.Contains(said, seen);
        Assert.DoesNotContain("act=Retain", seen);

        Assert.Equal(403, (int)(await Send(editor, $"{api}/samples/1/withdraw", 3, [])).StatusCode);
        Assert.Equal(400, (int)(await Send(editor, $"{api}/samples/1/retain", 3, [])).StatusCode);
        Assert.Equal(412, (int)(await Send(editor, $"{api}/samples/1/retain", 2, new() { ["until"] = "2036-01-15" })).StatusCode);
        Assert.Equal(200, (int)(await Send(editor, $"{api}/samples/1/retain", 3, new() { ["until"] = "2036-01-15" })).StatusCode);
        Assert.Equal(403, (int)(await Send(buyer, $"{api}/samples/1/destroy", 4, [])).StatusCode);
        Assert.Equal(200, (int)(await Send(editor, $"{api}/samples/1/destroy", 4, new() { ["note"] = "Incinerated" }, "once")).StatusCode);
        Assert.Equal(200, (int)(await Send(editor, $"{api}/samples/1/destroy", 4, new() { ["note"] = "Incinerated" }, "once")).StatusCode);
        Assert.Equal(409, (int)(await Send(editor, $"{api}/samples/1/return", 5, [])).StatusCode);

        var all = (await buyer.GetFromJsonAsync<JsonObject>($"{api}/samples"))!["samples"]![0]!;
        Assert.Equal("destroyed", (string?)all["state"]);
        Assert.Equal(["announce buyer", "send buyer", "receive provider", "retain provider", "destroy provider"], all["steps"]!.AsArray().Select(it => $"{it!["act"]} {it["side"]}"));
        await Notified(buyer, "Sample 1 arrived");
    }

    [Fact]
    public async Task The_parties_write_to_each_other_with_files_and_see_what_was_read()
    {
        var at = $"{order}/messages";
        Assert.Contains("This is required", await (await buyer.PostForm(at, "write", ("text", " "))).Content.ReadAsStringAsync());
        var sketch = new SentFile("attachments", "sketch.pdf", "application/pdf", SampleFiles.Pdf());
        Assert.Equal($"{at}?saved=said", (await buyer.PostForm(at, "write", sketch, ("text", "Which rice?\nSee the sketch."))).LeadsTo());
        Assert.Contains("Messages (1)", await editor.GetStringAsync(order));
        var page = await editor.GetStringAsync(at);
        Assert.Contains("See the sketch.", page);
        Assert.Equal(SampleFiles.Pdf(), await editor.GetByteArrayAsync($"{at}/1/files/{Convert.ToHexStringLower(SHA256.HashData(SampleFiles.Pdf()))}"));
        Assert.Equal(HttpStatusCode.NotFound, (await market.Site.Visitor().GetAsync($"{at}/1/files/{Convert.ToHexStringLower(SHA256.HashData(SampleFiles.Pdf()))}")).StatusCode);
        Assert.DoesNotContain("read by the other side", await buyer.GetStringAsync(at));
        Assert.Equal($"{at}?saved=read", (await editor.PostForm(at, "read")).LeadsTo());
        Assert.Contains("read by the other side", await buyer.GetStringAsync(at));

        // Written while the other wrote: what was typed is kept.
        Assert.Equal(200, (int)(await Send(editor, $"{api}/messages", 2, new() { ["text"] = "Indica." })).StatusCode);
        await Notified(buyer, "A message on");
        var late = await (await buyer.PostForm(at, "write", ("version", "2"), ("text", "Never mind."))).Content.ReadAsStringAsync();
        Assert.Contains("It was changed in the meantime", late);
        Assert.Contains("Never mind.", late);
        Assert.Contains("Indica.", late);

        var messages = (await buyer.GetFromJsonAsync<JsonObject>($"{api}/messages"))!;
        Assert.Equal((2, 1, 2), ((int)messages["messages"]!, (int)messages["readByBuyer"]!, (int)messages["readByProvider"]!));
        Assert.Equal(["Indica."], (await buyer.GetFromJsonAsync<JsonObject>($"{api}/messages"))!["items"]!.AsArray().Take(1).Select(it => (string?)it!["text"]));
        Assert.Equal(400, (int)(await buyer.GetAsync($"{api}/messages?cursor=x")).StatusCode);
    }

    [Fact]
    public async Task Nobody_else_reads_what_the_parties_write_not_even_who_oversees_the_market()
    {
        Assert.Equal(200, (int)(await Send(buyer, $"{api}/messages", 0, new() { ["text"] = "Between us." })).StatusCode);
        var auditor = await market.Site.Acting("auditor");

        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync(order)).StatusCode);
        var closed = await auditor.GetAsync($"{order}/messages");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        Assert.DoesNotContain("Between us.", await closed.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.GetAsync($"{api}/messages")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await market.Site.Acting("procurement")).GetAsync($"{api}/messages")).StatusCode);
    }

    [Fact]
    public async Task Whatever_people_write_comes_back_as_it_was_or_is_refused_and_never_as_markup()
    {
        var version = 0;
        foreach (var text in NaughtyStrings.Chosen)
        {
            var answer = await Send(buyer, $"{api}/messages", version, new() { ["text"] = text });
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) break;
            if (answer.IsSuccessStatusCode) version++;
            else Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        Assert.True(version > 10, $"{version}");
        var page = await editor.GetStringAsync($"{order}/messages");
        Assert.DoesNotContain("<script>alert", page);
    }

    [Fact]
    public async Task Writing_without_end_is_stopped_for_that_person_on_that_order()
    {
        var version = 0;
        for (; version < Limits.MessagesAnHour; version++) Assert.Equal(200, (int)(await Send(buyer, $"{api}/messages", version, new() { ["text"] = $"{version}" })).StatusCode);

        Assert.Equal(429, (int)(await Send(buyer, $"{api}/messages", version, new() { ["text"] = "more" })).StatusCode);
        Assert.Equal(200, (int)(await Send(editor, $"{api}/messages", version, new() { ["text"] = "Enough." })).StatusCode);
        var next = (await buyer.GetFromJsonAsync<JsonObject>($"{api}/messages"))!["next"]!;
        var older = (await buyer.GetFromJsonAsync<JsonObject>($"{api}/messages?cursor={next}"))!["items"]!.AsArray();
        Assert.Equal((int.Parse((string)next!, null) - 1, 20), ((int)older[0]!["number"]!, older.Count));
    }

    private static async Task Notified(HttpClient who, string title)
    {
        var page = "";
        for (var i = 0; i < 100; i++, await Task.Delay(100))
            if ((page = await who.GetStringAsync("/notices")).Contains(title, StringComparison.Ordinal)) return;
        Assert.Fail($"No notice says {title}: {page}");
    }

    private static async Task<HttpResponseMessage> Send(HttpClient who, string url, long version, JsonObject body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"v{version}\"");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await who.SendAsync(request);
    }
}
