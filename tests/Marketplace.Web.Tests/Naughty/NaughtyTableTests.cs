using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Naughty;

/// <summary>Tables of certificates as strangers send them.</summary>
public sealed class NaughtyTableTests : IAsyncLifetime
{
    private const string Header = "number,standard_id,evidence_type,issuer,valid_from,parameter";
    private readonly Site site = new();
    private HttpClient client = null!;
    private string provider = "";
    private string page = "";

    public async ValueTask InitializeAsync()
    {
        client = await site.Acting("operator");
        provider = (string)(await (await client.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider())).Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        page = $"/providers/{provider}/certificates/import";
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task What_a_table_brings_comes_back_as_it_is_kept()
    {
        string[] texts = [.. NaughtyStrings.Chosen.Where(text => CleanText.Check(text, "", 200) is null && text.Trim().Length > 0)];
        Assert.True(texts.Length > 10);
        var table = new StringBuilder(Header).AppendLine();
        for (var i = 0; i < texts.Length; i++)
            table.Append(CultureInfo.InvariantCulture, $"N{i},iso-iec-17025-2017,accreditation,{Quoted(texts[i])},2024-03-01,{Quoted(texts[i])}").AppendLine();

        Assert.Equal(HttpStatusCode.Redirect, (await Sent("store", table.ToString())).StatusCode);

        var kept = new Dictionary<string, string>();
        foreach (var listed in await Certificates()) kept.Add((string)listed!["number"]!, await Issuer(listed));
        for (var i = 0; i < texts.Length; i++) Assert.Equal(CleanText.Normalise(texts[i]), kept[$"N{i}"]);
    }

    [Fact]
    public async Task A_text_that_may_not_be_kept_is_reported_in_its_row_and_nothing_is_stored()
    {
        foreach (var text in NaughtyStrings.Chosen.Where(text => CleanText.Check(text.Trim(), "", 200) is not null && !text.Contains('\0')))
        {
            var head = await site.Services.GetRequiredService<IEventLog>().Head();
            var answer = await Sent("store", $"{Header}\nN1,iso-iec-17025-2017,accreditation,CNAS,2024-03-01,铅\nN2,iso-iec-17025-2017,accreditation,{Quoted(text)},2024-03-01,\n");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(head, await site.Services.GetRequiredService<IEventLog>().Head());
        }
    }

    [Fact]
    public async Task Any_text_as_a_whole_table_is_reported()
    {
        foreach (var text in NaughtyStrings.Chosen)
        {
            var answer = await Sent("store", text);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Empty(await Certificates());
    }

    [Theory]
    [InlineData("rows", "20,000|20000")]
    [InlineData("bytes", "2 MB")]
    [InlineData("empty", "nothing to read")]
    [InlineData("columns", "Unknown columns: foo, bar")]
    [InlineData("huge field", "too long")]
    [InlineData("open quote", "do not pair up")]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("binary", "not a text file")]
    [InlineData("neither", "neither UTF-8 nor GB 18030")]
    public async Task A_table_that_cannot_be_taken_is_refused_in_one_sentence(string what, string words)
    {
        var file = what switch
        {
            "rows" => Encoding.ASCII.GetBytes("number\n" + string.Concat(Enumerable.Repeat("a\n", 1_000_000))),
            "bytes" => Encoding.ASCII.GetBytes(Header + "\n" + string.Concat(Enumerable.Repeat("N,iso-iec-17025-2017,accreditation,CNAS,2024-03-01,Pb\n", 500_000))),
            "columns" => "foo,bar\n1,2\n"u8.ToArray(),
            "huge field" => Encoding.ASCII.GetBytes("number,issuer\n" + new string('a', 1_900_000) + ",b\n"),
            "open quote" => Encoding.ASCII.GetBytes("number,issuer\n\"a" + string.Concat(Enumerable.Repeat("b\n", 500_000))),
            "utf-16" => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("number\na")).ToArray(),
            "binary" => [1, 2, 0, 3],
            "neither" => [0x61, 0xFF, 0xFF, 0x0A],
            _ => [],
        };
        var answer = await Sent("store", "", file);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(words.Split('|'), word => html.Contains(word, StringComparison.Ordinal));
        Assert.True(html.Length < 100_000, "What is refused is not written back into the page.");
        Assert.Empty(await Certificates());
    }

    [Theory]
    [InlineData("utf-8 with a mark")]
    [InlineData("gb 18030")]
    public async Task Both_encodings_are_read_and_quoted_line_breaks_with_them(string encoding)
    {
        const string table = Header + ",source\r\nN1,iso-iec-17025-2017,accreditation,中国合格评定国家认可委员会（𠮷）,2024-03-01,铅,\"“引号”, \"\"=1+1\"\"\"\r\n";
        byte[] file = encoding.StartsWith("utf", StringComparison.Ordinal)
            ? [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(table)] : CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(table);
        Assert.Contains("N1", await (await Sent("preview", "", file)).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await Sent("store", "", file)).StatusCode);
        Assert.Equal("中国合格评定国家认可委员会（𠮷）", await Issuer(Assert.Single(await Certificates())!));
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task<string> Issuer(JsonNode listed) => (string)(await client.GetFromJsonAsync<JsonNode>($"/api/v1/certificates/{listed["id"]}"))!["issuer"]!;

    private async Task<JsonArray> Certificates() => (await client.GetFromJsonAsync<JsonNode>($"/api/v1/providers/{provider}"))!["certificates"]!.AsArray();

    private async Task<HttpResponseMessage> Sent(string action, string text, byte[]? file = null)
    {
        var form = HtmlForm.Of(await client.GetStringAsync(page))[0];
        var content = form.InParts(new("action", action), new("text", text));
        if (file is not null) content.Add(new ByteArrayContent(file), "file", "certificates.csv");
        return await client.PostAsync(page, content);
    }
}
