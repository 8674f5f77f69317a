using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Web;
using Marketplace.Web.Naughty;
using Xunit;

namespace Marketplace.Listings;

/// <summary>A listing begun from another, and forms of the kind that begin one, sent twice.</summary>
public sealed class CopyListingTests : IAsyncLifetime
{
    private readonly Site site = new();
    private HttpClient operators = null!;
    private string listing = "";

    public async ValueTask InitializeAsync()
    {
        operators = await site.Acting("operator");
        var provider = await Id(await operators.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider()));
        var certificate = await Id(await operators.PostAsJsonAsync($"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate()));
        listing = await Id(await operators.PostAsJsonAsync("/api/v1/listings", new { provider, @class = "TC.01", certificates = new[] { certificate }, answers = ListingsApiTests.Answers() }));
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_copy_is_a_draft_that_says_the_same_but_for_how_long()
    {
        var copy = await Read(await Id(await operators.PostAsync($"/api/v1/listings/{listing}/copy", null)));
        var source = await Read(listing);
        Assert.NotEqual((string?)source["id"], (string?)copy["id"]);
        Assert.Equal("draft", (string?)copy["status"]);
        var promised = source["answers"]!.AsObject();
        Assert.True(promised.Remove("listing_valid_until"));
        Assert.True(JsonNode.DeepEquals(promised, copy["answers"]));
        Assert.True(JsonNode.DeepEquals(source["certificates"], copy["certificates"]));
        Assert.True(JsonNode.DeepEquals(source["sites"], copy["sites"]));
    }

    [Fact]
    public async Task Somebody_else_copies_nothing()
    {
        var buyer = await site.Acting("buyer");
        Assert.Equal(404, (int)(await buyer.PostAsync($"/api/v1/listings/{listing}/copy", null)).StatusCode);
        Assert.Equal(404, (int)(await buyer.GetAsync($"/listings/{listing}/copy")).StatusCode);
        Assert.Equal(404, (int)(await operators.PostAsync("/api/v1/listings/lst_01ARZ3NDEKTSV4RRFFQ69G5FAV/copy", null)).StatusCode);
    }

    [Fact]
    public async Task A_copy_asked_for_twice_is_one() => await OneDraft($"/listings/{listing}/copy");

    [Fact]
    public async Task A_new_listing_begun_twice_is_one()
    {
        var provider = (string?)(await Read(listing))["provider"]!["id"];
        await OneDraft($"/listings/new?provider={provider}", new KeyValuePair<string, string>("class", "TC.02"));
    }

    private async Task OneDraft(string page, params KeyValuePair<string, string>[] chosen)
    {
        var form = Assert.Single(HtmlForm.Of(await operators.GetStringAsync(page)));
        var (first, again) = (await operators.PostAsync(page, form.With([], "", chosen)), await operators.PostAsync(page, form.With([], "", chosen)));
        Assert.Equal(302, (int)first.StatusCode);
        Assert.StartsWith("/listings/lst_", first.Headers.Location!.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(200, (int)(await operators.GetAsync(first.Headers.Location)).StatusCode);
    }

    private async Task<JsonNode> Read(string id) => (await operators.GetFromJsonAsync<JsonNode>($"/api/v1/listings/{id}"))!;

    private static async Task<string> Id(HttpResponseMessage answer)
    {
        Assert.Equal(201, (int)answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }
}
