using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Web;
using Xunit;

namespace Marketplace.Accreditation;

public sealed class CertificatesApiTests : IAsyncDisposable
{
    private readonly Site site = new();

    [Fact]
    public async Task A_certificate_is_presented_shown_and_amended()
    {
        var client = await site.Acting("operator");
        var provider = await Registered(client);
        var created = await client.PostAsJsonAsync($"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate());
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"v1\"", created.Headers.ETag!.Tag);
        var shown = await Json(await client.GetAsync(created.Headers.Location));
        foreach (var (name, value) in CertificateBodies.Certificate()) Assert.Equal(value?.ToJsonString(), shown[name]?.ToJsonString());
        Assert.Equal("active", (string?)shown["standing"]!["status"]);

        var url = created.Headers.Location!.ToString();
        var suspended = CertificateBodies.Certificate();
        suspended["status"] = "suspended";
        Assert.Equal(428, (int)(await client.PutAsJsonAsync(url, suspended)).StatusCode);
        var amended = await Put(client, url, "\"v1\"", suspended);
        Assert.Equal(HttpStatusCode.OK, amended.StatusCode);
        Assert.Equal("suspended", (string?)(await Json(amended))["status"]);
        var stale = await Put(client, url, "\"v1\"", suspended);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal(2, (int)(await Json(stale))["current"]!);
        Assert.Equal("CNAS L00001-DEMO", (string?)(await Json(await client.GetAsync($"/api/v1/providers/{provider}")))["certificates"]![0]!["number"]);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_another_body_is_refused()
    {
        var client = await site.Acting("operator");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        var first = await Json(await client.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider()));
        Assert.Equal(first.ToJsonString(), (await Json(await client.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider()))).ToJsonString());
        var other = CertificateBodies.Provider();
        other["size"] = "large";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsJsonAsync("/api/v1/providers", other)).StatusCode);
    }

    [Fact]
    public async Task Rights_and_unknown_ids_are_told_apart()
    {
        var provider = await Registered(await site.Acting("operator"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (site.Visitor()).PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider())).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await site.Acting("buyer")).PostAsJsonAsync($"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate())).StatusCode);
        var client = await site.Acting("operator");
        foreach (var url in (string[])["/api/v1/providers/prv_1", "/api/v1/certificates/crt_01JZZZZZZZZZZZZZZZZZZZZZZZ", "/providers/x", "/certificates/x", "/providers/x/edit", "/certificates/x/check"])
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(url)).StatusCode);
    }

    [Theory]
    [InlineData("number", "a\u0000b")]
    [InlineData("number", "a\u202Eb")]
    [InlineData("evidence_type", "<script>")]
    [InlineData("valid_from", "2024-02-30")]
    [InlineData("surprise", "x")]
    public async Task A_wrong_member_is_named(string member, string value)
    {
        var client = await site.Acting("operator");
        var provider = await Registered(client);
        var body = CertificateBodies.Certificate();
        body[member] = value;
        var refused = await client.PostAsJsonAsync($"/api/v1/providers/{provider}/certificates", body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(member, (string?)(await Json(refused))["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task A_table_is_checked_first_and_stored_when_told_to()
    {
        var client = await site.Acting("operator");
        var provider = await Registered(client);
        var page = $"/providers/{provider}/certificates/import";
        const string table = "证书编号,标准,证据类型,发证机构,有效期起,参数\nCNAS L1-DEMO,ISO/IEC 17025:2017,认可,CNAS,2024-03-01,铅\n";

        var preview = await Submitted(client, page, new() { ["action"] = "preview" }, CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(table));
        Assert.Contains("CNAS L1-DEMO", await preview.Content.ReadAsStringAsync());
        Assert.Empty((await Json(await client.GetAsync($"/api/v1/providers/{provider}")))["certificates"]!.AsArray());

        var stored = await Submitted(client, page, new() { ["action"] = "store", ["text"] = table }, null);
        Assert.Equal(HttpStatusCode.Redirect, stored.StatusCode);
        Assert.Single((await Json(await client.GetAsync($"/api/v1/providers/{provider}")))["certificates"]!.AsArray());
    }

    [Fact]
    public async Task Every_page_answers_in_both_languages()
    {
        var client = await site.Acting("operator");
        var provider = await Registered(client);
        var made = await Json(await client.PostAsJsonAsync($"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate()));
        string[] pages =
        [
            "/providers", "/providers/new", $"/providers/{provider}", $"/providers/{provider}/edit", $"/providers/{provider}/certificates/new",
            $"/providers/{provider}/certificates/import", $"/certificates/{made["id"]}?q=GB", $"/certificates/{made["id"]}/edit", $"/certificates/{made["id"]}/check",
        ];
        foreach (var page in pages)
            foreach (var language in (string[])["zh", "en"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, page);
                request.Headers.Add("Accept-Language", language);
                var answer = await client.SendAsync(request);
                Assert.True(answer.IsSuccessStatusCode, $"{page} {answer.StatusCode}");
                Assert.Contains($"lang=\"{language}", await answer.Content.ReadAsStringAsync());
            }
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static async Task<string> Registered(HttpClient client) =>
        (string)(await Json(await client.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider())))["id"]!;

    private static async Task<HttpResponseMessage> Put(HttpClient client, string url, string version, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return await client.SendAsync(request);
    }

    /// <summary>Fetches the form, and sends it with its hidden fields.</summary>
    private static async Task<HttpResponseMessage> Submitted(HttpClient client, string page, Dictionary<string, string> fields, byte[]? file)
    {
        var html = await client.GetStringAsync(page);
        using var content = new MultipartFormDataContent();
        foreach (var name in (string[])["__RequestVerificationToken", "_handler", "command"])
            content.Add(new StringContent(Hidden(html, name)), name);
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        if (file is not null) content.Add(new ByteArrayContent(file), "file", "certificates.csv");
        return await client.PostAsync(page, content);
    }

    /// <summary>A hidden field of the page's own form, which has a command key; other forms of the page have none.</summary>
    private static string Hidden(string html, string name)
    {
        var main = html[html.IndexOf("<main", StringComparison.Ordinal)..];
        var tag = main.Split('<').First(part => part.Contains($"name=\"{name}\"", StringComparison.Ordinal));
        return WebUtility.HtmlDecode(tag.Split("value=\"")[1].Split('"')[0]);
    }

    private static async Task<JsonObject> Json(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>())!;
}
