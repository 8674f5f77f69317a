using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Accreditation;
using Marketplace.Listings;
using Marketplace.Rigs;
using Xunit;

namespace Marketplace.Web.Naughty;

/// <summary>Every naughty string in every field of every page's form.</summary>
public sealed partial class NaughtyFormTests : IAsyncLifetime
{
    private static readonly KeyValuePair<string, string> save = new("action", "save");

    private readonly Site site = new();
    private HttpClient client = null!;
    private string provider = "";
    private string certificate = "";

    public async ValueTask InitializeAsync()
    {
        client = await site.Acting("operator");
        provider = await Created("/api/v1/providers", CertificateBodies.Provider());
        certificate = await Created($"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate());
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task In_the_profile_of_a_provider() => await Try($"/providers/{provider}/edit", save, staysForm: true);

    [Fact]
    public async Task In_the_registration_of_a_provider() => await Try("/providers/new", save, staysForm: false);

    [Fact]
    public async Task In_an_amended_certificate() => await Try($"/certificates/{certificate}/edit", save, staysForm: true);

    [Fact]
    public async Task In_a_new_certificate() => await Try($"/providers/{provider}/certificates/new", save, staysForm: false);

    [Fact]
    public async Task In_the_check_of_a_certificate() => await Try($"/certificates/{certificate}/check", save, staysForm: false);

    [Fact]
    public async Task In_the_suspension_of_a_provider() => await Try($"/providers/{provider}/suspend", save, staysForm: false);

    [Fact]
    public async Task In_the_report_of_a_claim() => await Try($"/reports/new?about={certificate}", save, staysForm: false);

    [Fact]
    public async Task In_the_document_of_a_certificate() => await Try($"/certificates/{certificate}/documents/new", save, staysForm: false);

    [Fact]
    public async Task In_every_section_of_the_editor_of_a_listing()
    {
        var listing = await Created("/api/v1/listings", Listing("TC.01", ListingsApiTests.Answers()));
        var sections = await Sections(listing);
        Assert.True(sections.Count >= 5, string.Join(", ", sections));
        var taken = 0;
        foreach (var (number, section) in sections.Index())
            taken += await Try($"/listings/{listing}/edit/{section}", new("do", "save"), staysForm: true, [.. NaughtyStrings.Chosen.Turn(number, of: 2)]);
        Assert.True(taken > NaughtyStrings.Chosen.Count / 2, "Hardly anything was taken, so little was tried.");
    }

    [Fact]
    public async Task In_the_evidence_and_the_start_and_the_ends_of_a_listing()
    {
        var listing = await Created("/api/v1/listings", Listing("TC.01", ListingsApiTests.Answers()));
        await Bent($"/listings/{listing}/edit/evidence", new("do", "stay"));
        await Bent("/listings/new", new("class", ""));
        await Bent($"/listings/{listing}/publish", new("do", "publish"));
        await Bent($"/listings/{listing}/copy", new("do", "copy"));
        await Bent($"/listings/{listing}/withdraw", new("do", "withdraw"));
        await Bent("/demo/act-as", new("person", "nobody"));
    }

    [Fact]
    public async Task In_the_editor_of_every_class()
    {
        Assert.SkipUnless(LongForms.Wanted, "All sixty classes are part of ./test --full.");
        var families = (await client.GetFromJsonAsync<JsonNode>("/api/v1/classes"))!["families"]!.AsArray();
        foreach (var service in families.SelectMany(family => family!["classes"]!.AsArray()).Select(it => (string)it!["code"]!))
        {
            var listing = await Created("/api/v1/listings", Listing(service, new JsonObject()));
            foreach (var section in await Sections(listing))
                foreach (var text in NaughtyStrings.Chosen.Where((_, i) => i % 40 == 0))
                    await new FormTrial(site, client, $"/listings/{listing}/edit/{section}", new("do", "save")).Run(text, staysForm: true);
        }
    }

    private async Task<int> Try(string page, KeyValuePair<string, string> button, bool staysForm, IReadOnlyList<string>? texts = null)
    {
        var trial = new FormTrial(site, client, page, button);
        var taken = 0;
        foreach (var text in texts ?? NaughtyStrings.Chosen)
        {
            taken += await trial.Run(text, staysForm);
            if (LongForms.Wanted || text.Length < 20) await trial.Bend(text);
        }

        return taken;
    }

    /// <summary>Pages whose fields are choices alone, or that lead elsewhere: whatever comes, nothing breaks.</summary>
    private Task Bent(string page, KeyValuePair<string, string> button) => FormTrial.OneByOne(client, page, NaughtyStrings.Chosen, button);

    private async Task<IReadOnlyList<string>> Sections(string listing) =>
        [.. SectionLink().Matches(await client.GetStringAsync($"/listings/{listing}/edit")).Select(link => link.Groups[1].Value).Where(it => it != "evidence").Distinct()];

    private JsonObject Listing(string service, JsonObject answers) => new()
    {
        ["provider"] = provider, ["class"] = service, ["certificates"] = new JsonArray(certificate), ["answers"] = answers,
    };

    private async Task<string> Created(string url, JsonObject body)
    {
        var answer = await client.PostAsJsonAsync(url, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    [GeneratedRegex("href=\"/listings/lst_[0-9A-Z]{26}/edit/([a-z_]+)")]
    private static partial Regex SectionLink();
}
