using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Listings;
using Marketplace.Standards;
using Marketplace.Web.Naughty;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>
/// Markup in every free text of an organisation, its certificate and its listings is text: kept as it was written, and on every page that
/// shows it neither an element nor the end of an attribute.
/// </summary>
public sealed class StoredMarkupTests : IAsyncDisposable
{
    /// <summary>Ends an attribute in either quotes, closes what it may stand in, and opens an element that nothing else on the site has.</summary>
    private const string Markup = "quokka\"'></textarea></title><xss onload=alert(1)>";

    private const string Encoded = "quokka&quot;";

    private readonly Site site = new();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Markup_in_any_field_is_shown_as_text_on_every_page()
    {
        var client = await site.Acting("operator");
        var provider = await Made(client, "/api/v1/providers", Provider());
        var certificate = await Made(client, $"/api/v1/providers/{provider}/certificates", Certificate());
        var specification = site.Services.GetRequiredService<Catalogue>().Specification("TC.01")!;
        var listings = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var listing = await Made(client, "/api/v1/listings", new() { ["provider"] = provider, ["class"] = "TC.01", ["certificates"] = new JsonArray(certificate), ["answers"] = Filled(specification) });
            Assert.Equal("", await Refused(client, HttpMethod.Post, $"/api/v1/listings/{listing}/publish", 1));
            var changed = Filled(specification);
            changed["summary"]!["en"] = Markup + " changed";
            Assert.Equal("", await Refused(client, HttpMethod.Put, $"/api/v1/listings/{listing}", 2, new() { ["answers"] = changed }));
            Assert.Equal("", await Refused(client, HttpMethod.Post, $"/api/v1/listings/{listing}/publish", 3));
            listings.Add(listing);
        }
        Assert.Equal(Markup, (string?)(await client.GetFromJsonAsync<JsonNode>($"/api/v1/listings/{listings[0]}"))!["answers"]!["title"]!["en"]);
        for (var i = 0; i < 100 && (int)(await client.GetFromJsonAsync<JsonNode>("/api/v1/search"))!["total"]! < 2; i++) await Task.Delay(100);

        var query = Uri.EscapeDataString(Markup);
        string[] pages =
        [
            "/search", $"/search?q={query}", $"/search?q=lead&excluded=true&accreditor={query}&priceMin={query}&class=TC.01", "/search?region=CN-BJ", $"/coverage?lines={query}", "/coverage?lines=GB%205009.12",
            $"/compare?ids={string.Join(',', listings)}", "/providers", $"/providers/{provider}", $"/providers/{provider}/edit", $"/provider/listings?provider={provider}",
            $"/providers/{provider}/certificates/import", $"/certificates/{certificate}", $"/certificates/{certificate}?q={query}", $"/certificates/{certificate}/edit", $"/certificates/{certificate}/check",
            .. listings.SelectMany(id => (string[])[$"/listings/{id}", $"/listings/{id}?rows=all", $"/listings/{id}?scope={query}", $"/listings/{id}/versions", $"/listings/{id}/versions?from=3&to=4",
                $"/listings/{id}/edit", $"/listings/{id}/edit/evidence", $"/listings/{id}/edit/evidence?find={query}", $"/listings/{id}/publish", $"/listings/{id}/withdraw",
                .. specification.Sections.Select(section => $"/listings/{id}/edit/{section.Key}")]),
            "/standards/iso-iec-17025-2017", $"/standards?q={query}", $"/methods?q={query}", $"/listings/new?provider={provider}&class=TC.01", $"/listings/{query}", $"/search?cursor={query}",
        ];
        var shown = 0;
        foreach (var page in pages)
            foreach (var language in (string[])["en", "zh"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, page);
                request.Headers.AcceptLanguage.ParseAdd(language);
                var answer = await client.SendAsync(request);
                Assert.InRange((int)answer.StatusCode, 200, 404);
                if (IsShownIn(await answer.Content.ReadAsStringAsync(), page)) shown++;
            }
        Assert.InRange(shown, pages.Length, int.MaxValue);

        await AlsoWhereItIsSentBack(client, $"/providers/{provider}/edit", $"/providers/{provider}/certificates/new", $"/listings/{listings[0]}/edit/service");
        await AlsoInATable(client, $"/providers/{provider}/certificates/import");
    }

    /// <summary>A form that is refused shows what was typed.</summary>
    private static async Task AlsoWhereItIsSentBack(HttpClient client, params string[] pages)
    {
        foreach (var page in pages)
        {
            var form = HtmlForm.Of(await client.GetStringAsync(page))[0];
            var answer = await client.PostAsync(page, form.With([.. form.Free.Except(form.Ticks)], Markup));
            Assert.True(IsShownIn(await answer.Content.ReadAsStringAsync(), page), $"{page} does not show what was typed: {answer.StatusCode}");
        }
    }

    private static async Task AlsoInATable(HttpClient client, string page)
    {
        var form = HtmlForm.Of(await client.GetStringAsync(page))[0];
        var cell = "\"" + Markup.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        using var table = form.InParts(new("text", $"number,standard_id,evidence_type,issuer,valid_from,{cell}\n{cell},{cell},{cell},{cell},{cell},{cell}\n"), new("action", "preview"));
        Assert.True(IsShownIn(await (await client.PostAsync(page, table)).Content.ReadAsStringAsync(), page));
    }

    private static bool IsShownIn(string html, string page)
    {
        foreach (var raw in (string[])["<xss", "quokka\"", "quokka'", "quokka>"])
            Assert.False(html.Contains(raw, StringComparison.OrdinalIgnoreCase), $"{page} has {raw} as it was written:\n…{Around(html, raw)}…");
        return html.Contains(Encoded, StringComparison.Ordinal);
    }

    private static string Around(string html, string raw)
    {
        var at = Math.Max(0, html.IndexOf(raw, StringComparison.OrdinalIgnoreCase));
        return html[Math.Max(0, at - 200)..Math.Min(html.Length, at + 200)];
    }

    private static JsonObject Provider()
    {
        var provider = CertificateBodies.Provider();
        provider["name"] = Both();
        provider["about"] = Both();
        provider["sites"] = new JsonArray(new JsonObject { ["name"] = Both(), ["region"] = "CN-GD", ["address"] = Markup });
        provider["contact"] = new JsonObject { ["person"] = Markup, ["mail"] = "quokka'xss@example.org", ["web"] = "https://example.org/" + Markup };
        return provider;
    }

    private static JsonObject Certificate()
    {
        var certificate = CertificateBodies.Certificate();
        foreach (var field in (string[])["number", "issuer", "source"]) certificate[field] = Markup;
        var line = certificate["scope_lines"]![0]!.DeepClone();
        foreach (var field in (string[])["activity", "object", "parameter", "method", "edition", "unit", "site"]) line[field] = Markup;
        certificate["scope_lines"]!.AsArray().Add(line);
        return certificate;
    }

    /// <summary>Answers that conform, with the markup in every free text and in a further row of every list.</summary>
    private static JsonObject Filled(Specification specification)
    {
        var answers = ListingsApiTests.Answers();
        foreach (var question in specification.Questions)
        {
            if (!IsFree(question) && question.Type != QuestionType.List) continue;
            if (question.Columns.Count > 0) AddRow(answers, question);
            else if (question.Type == QuestionType.List) { if (IsFree(question)) answers[question.Key] = new JsonArray(Markup); }
            else answers[question.Key] = question.Localized ? Both() : Markup;
        }
        return answers;
    }

    /// <summary>After a row that is there: so the columns that are no text hold something.</summary>
    private static void AddRow(JsonObject answers, Question question)
    {
        if (answers[question.Key] is not JsonArray { Count: > 0 } rows) return;
        var row = rows[0]!.DeepClone().AsObject();
        foreach (var column in question.Columns.Where(IsFree)) row[column.Key] = Markup;
        if (row.ContainsKey("accredited")) row["accredited"] = false;
        rows.Add(row);
    }

    private static bool IsFree(FieldDefinition field) =>
        field is { EnumValues: null, Limits.Pattern: null } && field.Type is QuestionType.Text or QuestionType.List && (field.Limits.ItemMaxLength ?? field.Limits.MaxLength ?? int.MaxValue) >= Markup.Length;

    private static JsonObject Both() => new() { ["zh"] = Markup, ["en"] = Markup };

    private static async Task<string> Made(HttpClient client, string path, JsonObject body)
    {
        var answer = await client.PostAsJsonAsync(path, body);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    /// <summary>What the refusal says; nothing where there is none.</summary>
    private static async Task<string> Refused(HttpClient client, HttpMethod method, string path, long version, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body ?? []) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"v{version}\"");
        var answer = await client.SendAsync(request);
        return answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync();
    }
}
