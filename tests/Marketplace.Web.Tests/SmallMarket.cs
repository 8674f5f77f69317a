using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Listings;
using Xunit;

namespace Marketplace.Web;

/// <summary>A site with one firm, its certificate and its published listing; a test makes of its own what it changes.</summary>
public sealed class SmallMarket : IAsyncLifetime
{
    private int made;

    public Site Site { get; init; } = new();
    public HttpClient Operator { get; private set; } = null!;
    public string Provider { get; private set; } = "";
    public string Certificate { get; private set; } = "";
    public string Published { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Operator = await Site.Acting("operator");
        Provider = await Made("/api/v1/providers", CertificateBodies.Provider());
        Certificate = await NewCertificate();
        Published = await NewListing();
        (await Change(HttpMethod.Post, $"/api/v1/listings/{Published}/publish", 1)).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    public Task<string> NewListing() => NewListing(Provider, Certificate);

    public Task<string> NewListing(string provider, string certificate) => Made("/api/v1/listings", ListingBody(provider, certificate));

    public Task<string> NewCertificate() => NewCertificate(Provider);

    public Task<string> NewCertificate(string provider) => Made($"/api/v1/providers/{provider}/certificates", CertificateBody());

    public JsonObject ListingBody() => ListingBody(Provider, Certificate);

    public JsonObject ListingBody(string provider, string certificate) => new()
    {
        ["provider"] = provider, ["class"] = "TC.01", ["certificates"] = new JsonArray(certificate), ["answers"] = ListingsApiTests.Answers(),
    };

    /// <summary>Each with a number of its own, as no firm has two of the same.</summary>
    public JsonObject CertificateBody()
    {
        var body = CertificateBodies.Certificate();
        body["number"] = $"CNAS L{Interlocked.Increment(ref made):00000}-DEMO";
        return body;
    }

    public async Task<HttpResponseMessage> Change(HttpMethod method, string path, long version, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body ?? []) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"v{version}\"");
        return await Operator.SendAsync(request);
    }

    private async Task<string> Made(string path, JsonObject body)
    {
        var answer = await Operator.PostAsJsonAsync(path, body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }
}
