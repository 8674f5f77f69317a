using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Marketplace.Rigs;
using Marketplace.Web;
using Xunit;

namespace Marketplace.Accreditation;

/// <summary>A certificate's document from being sent to being checked against, as browsers do it.</summary>
public sealed class DocumentPagesTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    private static readonly byte[] pdf = SampleFiles.Pdf();
    private static readonly string hash = Convert.ToHexStringLower(SHA256.HashData(pdf));

    private static int made;

    [Fact]
    public async Task A_provider_presents_a_certificate_with_its_document_and_an_operator_checks_it_against_that()
    {
        var editor = await market.Site.Acting($"editor-{market.Provider}");
        var presented = await editor.PostForm($"/providers/{market.Provider}/certificates/new", "present", new SentFile("document", "C:\\证书 \u4e00.pdf", "application/pdf", pdf), Fields());
        Assert.Equal(HttpStatusCode.Redirect, presented.StatusCode);
        var page = presented.LeadsTo().Split('?')[0];

        // The public sees that there is one, and its hash.
        var seen = await market.Site.Visitor().GetStringAsync(page);
        Assert.Contains(hash, seen);
        Assert.DoesNotContain("证书 一.pdf", seen);
        Assert.Equal(HttpStatusCode.NotFound, (await market.Site.Visitor().GetAsync($"{page}/documents/{hash}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await market.Site.Acting("buyer")).GetAsync($"{page}/documents/{hash}")).StatusCode);
        var api = (await market.Site.Visitor().GetFromJsonAsync<JsonObject>($"/api/v1{page}"))!;
        Assert.Equal((hash, pdf.Length), ((string)api["documents"]![0]!["sha256"]!, (int)api["documents"]![0]!["bytes"]!));

        await AssertServed(await market.Operator.GetAsync($"{page}/documents/{hash}"));
        await AssertServed(await editor.GetAsync($"{page}/documents/{hash}"));
        await AssertServed(await (await market.Site.Acting("auditor")).GetAsync($"{page}/documents/{hash}"));

        // Where a document is attached, which one was seen must be said, and it must be one of these.
        (string, string)[] finding = [("verification", "document_seen"), ("note", "compared page by page")];
        Assert.Contains("Say which of the documents", await (await market.Operator.PostForm($"{page}/check", "check", finding)).Content.ReadAsStringAsync());
        Assert.Contains("No such document", await (await market.Operator.PostForm($"{page}/check", "check", [.. finding, ("document", new string('0', 64))])).Content.ReadAsStringAsync());
        Assert.Equal($"{page}?saved=checked", (await market.Operator.PostForm($"{page}/check", "check", [.. finding, ("document", hash)])).LeadsTo());

        api = (await market.Site.Visitor().GetFromJsonAsync<JsonObject>($"/api/v1{page}"))!;
        Assert.Equal(("document_seen", hash), ((string)api["verification"]!, (string)Assert.Single(api["checks"]!.AsArray())!["document"]!));
        seen = await market.Site.Visitor().GetStringAsync(page);
        Assert.Contains("compared page by page", seen);
        Assert.Contains("Zhou Wenqing", seen);
    }

    [Fact]
    public async Task A_document_is_attached_later_and_a_check_stays()
    {
        var certificate = await market.NewCertificate(); // checked at the register as it was presented
        var page = $"/certificates/{certificate}";
        var sent = new SentFile("document", "a.png", "image/png", SampleFiles.Png);
        var editor = await market.Site.Acting($"editor-{market.Provider}");
        Assert.Equal($"{page}?saved=attached#documents", (await editor.PostForm($"{page}/documents/new", "attach", sent)).LeadsTo() + "#documents");

        var api = (await editor.GetFromJsonAsync<JsonObject>($"/api/v1{page}"))!;
        Assert.Equal(("register_checked", 2, 1, 1), ((string)api["verification"]!, (int)api["version"]!, api["documents"]!.AsArray().Count, api["checks"]!.AsArray().Count));

        // Once more the same file: nothing happens to it.
        Assert.Equal(HttpStatusCode.Redirect, (await editor.PostForm($"{page}/documents/new", "attach", sent)).StatusCode);
        Assert.Equal(2, (int)(await editor.GetFromJsonAsync<JsonObject>($"/api/v1{page}"))!["version"]!);

        // An edit keeps it.
        var body = market.CertificateBody();
        Assert.True((await market.Change(HttpMethod.Put, $"/api/v1{page}", 2, body)).IsSuccessStatusCode);
        Assert.Single((await editor.GetFromJsonAsync<JsonObject>($"/api/v1{page}"))!["documents"]!.AsArray());
    }

    [Theory]
    [InlineData("a.pdf", "application/pdf", "<script>alert(1)</script>", "These are taken: PDF")]
    [InlineData("a.exe", "application/octet-stream", "MZ", "These are taken: PDF")]
    [InlineData("a.png", "image/png", "%PDF-1.4 %%EOF", "is called PNG and is something else")]
    [InlineData("a.pdf", "application/pdf", "", "The file is empty")]
    [InlineData("a.pdf", "application/pdf", "%PDF-1.4 X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD|-ANTIVIRUS-TEST-FILE!$H+H* %%EOF", "for harmful")]
    public async Task A_bad_file_is_said_at_its_field_and_nothing_typed_is_lost(string name, string type, string content, string said)
    {
        var editor = await market.Site.Acting($"editor-{market.Provider}");
        var answer = await editor.PostForm($"/providers/{market.Provider}/certificates/new", "present",
            new SentFile("document", name, type, System.Text.Encoding.ASCII.GetBytes(content.Replace("|", "", StringComparison.Ordinal))), [.. Fields(), ("source", "typed by hand")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains(said, page);
        Assert.Contains("typed by hand", page);
    }

    [Fact]
    public async Task What_is_sent_for_a_number_that_is_taken_is_forgotten()
    {
        var editor = await market.Site.Acting($"editor-{market.Provider}");
        var fields = Fields();
        var sent = new SentFile("document", "a.pdf", "application/pdf", pdf);
        var page = $"/providers/{market.Provider}/certificates/new";
        Assert.Equal(HttpStatusCode.Redirect, (await editor.PostForm(page, "present", sent, fields)).StatusCode);
        var kept = await Kept();

        Assert.Equal(HttpStatusCode.OK, (await editor.PostForm(page, "present", sent, fields)).StatusCode);
        Assert.Equal(kept, await Kept());

        async Task<int> Kept() => await ((Marketplace.Files.IFiles)market.Site.Services.GetService(typeof(Marketplace.Files.IFiles))!).All().CountAsync();
    }

    private static (string, string)[] Fields() =>
    [
        ("action", "save"), ("number", $"CNAS L9{Interlocked.Increment(ref made):0000}-DEMO"), ("evidence_type", "accreditation"), ("standard_id", "iso-iec-17025-2017"),
        ("issuer", "CNAS"), ("status", "active"), ("valid_from", "2024-03-01"), ("valid_until", "2190-02-28"), ("scope_lines", "parameter\nPb\n"),
    ];

    private static async Task AssertServed(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", "证书 一.pdf"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal(("nosniff", "sandbox; default-src 'none'"), (answer.Headers.GetValues("X-Content-Type-Options").Single(), answer.Headers.GetValues("Content-Security-Policy").Single()));
        Assert.True(answer.Headers.CacheControl!.Private);
    }
}
