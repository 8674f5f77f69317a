using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Web;
using Xunit;

namespace Marketplace.Listings;

/// <summary>The life of a listing over HTTP.</summary>
public sealed class ListingsApiTests : IAsyncLifetime
{
    private readonly Site site = new();
    private HttpClient operators = null!;
    private string provider = "";
    private string certificate = "";

    public async ValueTask InitializeAsync()
    {
        operators = await site.Acting("operator");
        provider = Text(await Json(await operators.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider())), "id");
        certificate = Text(await Json(await operators.PostAsJsonAsync($"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate())), "id");
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_draft_is_completed_published_changed_and_withdrawn()
    {
        var created = await Post("/api/v1/listings", Listing(new JsonObject()));
        Assert.Equal(201, (int)created.StatusCode);
        var draft = await Json(created);
        var url = created.Headers.Location!.ToString();
        Assert.Equal("notEvidenced", Text(draft, "verdict"));

        var refused = await Send(HttpMethod.Post, url + "/publish", "\"v1\"");
        Assert.Equal(422, (int)refused.StatusCode);
        Assert.Contains((await Json(refused))["errors"]!.AsArray(), error => (string?)error!["field"] == "answers.title");

        var completed = await Json(await Send(HttpMethod.Put, url, "\"v1\"", Listing(Answers())));
        Assert.Equal("met", Text(completed, "verdict"));
        Assert.Equal("published", Text(await Json(await Send(HttpMethod.Post, url + "/publish", "\"v2\"")), "status"));
        Assert.Equal(409, (int)(await Send(HttpMethod.Post, url + "/publish", "\"v3\"")).StatusCode);

        var changed = Answers();
        changed["turnaround"] = 3;
        await Send(HttpMethod.Put, url, "\"v3\"", new JsonObject { ["answers"] = changed });
        Assert.Equal(10, (int)(await Json(await site.Visitor().GetAsync(url)))["answers"]!["turnaround"]!);
        await Send(HttpMethod.Post, url + "/publish", "\"v4\"");
        Assert.Equal(3, (int)(await Json(await site.Visitor().GetAsync(url)))["answers"]!["turnaround"]!);

        Assert.Equal("withdrawn", Text(await Json(await Send(HttpMethod.Post, url + "/withdraw", "\"v5\"")), "status"));
        var gone = await Json(await site.Visitor().GetAsync(url));
        Assert.Equal("withdrawn", Text(gone, "status"));
        Assert.Equal([3, 5, 6], gone["versions"]!.AsArray().Select(version => (int)version!["version"]!));
        Assert.Equal(409, (int)(await Send(HttpMethod.Put, url, "\"v6\"", new JsonObject { ["answers"] = Answers() })).StatusCode);
    }

    [Fact]
    public async Task A_write_names_its_version()
    {
        var url = (await Post("/api/v1/listings", Listing(Answers()))).Headers.Location!.ToString();

        Assert.Equal(428, (int)(await Send(HttpMethod.Post, url + "/publish", null)).StatusCode);
        var stale = await Send(HttpMethod.Put, url, "\"v7\"", Listing(Answers()));
        Assert.Equal(412, (int)stale.StatusCode);
        Assert.Equal(1, (int)(await Json(stale))["current"]!);
        var tag = (await operators.GetAsync(url)).Headers.ETag!.Tag;
        Assert.Equal(200, (int)(await Send(HttpMethod.Put, url, tag, Listing(Answers()))).StatusCode);
    }

    [Fact]
    public async Task A_repeated_key_has_one_effect()
    {
        var first = await Post("/api/v1/listings", Listing(Answers()), "once");
        var again = await Post("/api/v1/listings", Listing(Answers()), "once");
        Assert.Equal(201, (int)again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(422, (int)(await Post("/api/v1/listings", Listing(new JsonObject()), "once")).StatusCode);
    }

    [Fact]
    public async Task A_foreign_draft_is_as_absent_as_none()
    {
        var url = (await Post("/api/v1/listings", Listing(Answers()))).Headers.Location!.ToString();
        var buyer = await site.Acting("buyer");

        Assert.Equal(404, (int)(await buyer.GetAsync(url)).StatusCode);
        Assert.Equal(404, (int)(await buyer.GetAsync(url.Replace("/api/v1", "", StringComparison.Ordinal) + "/edit")).StatusCode);
        Assert.Equal(403, (int)(await buyer.PostAsJsonAsync("/api/v1/listings", Listing(Answers()))).StatusCode);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_at_its_field()
    {
        var answers = new JsonObject { ["turnaround"] = "soon", ["scope_items"] = new JsonArray(new JsonObject { ["object"] = 1 }) };
        var refused = await Json(await Post("/api/v1/listings", Listing(answers)));
        var fields = refused["errors"]!.AsArray().Select(error => (string?)error!["field"]).ToList();
        Assert.Contains("answers.turnaround", fields);
        Assert.Contains("answers.scope_items[0].object", fields);

        var unknown = Listing(Answers());
        unknown.Remove("provider");
        Assert.Equal("provider", (string?)(await Json(await Post("/api/v1/listings", unknown)))["errors"]![0]!["field"]);
        unknown["provider"] = provider;
        unknown["class"] = "XX.99";
        Assert.Equal("class", (string?)(await Json(await Post("/api/v1/listings", unknown)))["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task The_page_of_a_published_listing_is_light_and_says_what_it_rests_on()
    {
        var url = (await Post("/api/v1/listings", Listing(Answers()))).Headers.Location!.ToString();
        await Send(HttpMethod.Post, url + "/publish", "\"v1\"");
        var page = await site.Visitor().GetStringAsync(url.Replace("/api/v1", "", StringComparison.Ordinal));

        Assert.Contains("Checked at the register", page);
        Assert.Contains("CNAS L00001-DEMO", page);
        using var packed = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(System.Text.Encoding.UTF8.GetBytes(page));
        Assert.InRange(packed.Length, 1, 15_000);
    }

    private JsonObject Listing(JsonObject answers) => new()
    {
        ["provider"] = provider, ["class"] = "TC.01", ["certificates"] = new JsonArray(certificate), ["answers"] = answers,
    };

    /// <summary>Number and validity of the accreditation are left to the certificate.</summary>
    internal static JsonObject Answers() => JsonNode.Parse("""
        {"title":{"zh":"大米中铅的检测(示例)","en":"Lead in rice (demo)"},"summary":{"en":"Lead in rice and rice products by the national method."},
         "service_process":[{"step":"受理","responsible":"both"}],"client_inputs":["委托单"],"deliverables":[{"name":"报告","format":"pdf"}],
         "acceptance_criteria":"报告内容与委托单一致，双方签字确认。","delivery_mode":"at_provider","service_area":["CN-GD"],"languages":["zh"],"turnaround":10,
         "price_model":"fixed","price":{"amount":200000,"currency":"CNY"},"tax_included":true,"cn_contract_type":"service","result_ip_ownership":"client","listing_valid_until":"2190-12-31",
         "scope_items":[{"object":"大米","parameter":"铅","method_standard":"GB 5009.12","method_edition":"2023","accredited":true}],
         "method_status":"standard","sample_type":"大米","sample_quantity":3,"report_language":["zh"],"report_marks":["accreditation_symbol"]}
        """)!.AsObject();

    private Task<HttpResponseMessage> Post(string url, JsonObject body, string? key = null) => Send(HttpMethod.Post, url, null, body, key);

    private async Task<HttpResponseMessage> Send(HttpMethod method, string url, string? version, JsonObject? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = JsonContent.Create(body ?? new JsonObject()) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await operators.SendAsync(request);
    }

    private static async Task<JsonNode> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    private static string Text(JsonNode json, string name) => (string)json[name]!;
}
