using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Listings;
using Xunit;

namespace Marketplace.Web.Api;

/// <summary>Writes that arrive at the same time.</summary>
public sealed class AtOnceTests : IAsyncLifetime
{
    private readonly Site site = new();
    private HttpClient client = null!;
    private string provider = "";

    public async ValueTask InitializeAsync()
    {
        client = await site.Acting("operator");
        provider = (string)(await Json(await client.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider())))["id"]!;
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Of_certificates_with_one_number_one_is_taken()
    {
        var answers = await AtOnce(20, i => Sent(HttpMethod.Post, $"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate(), key: $"key-{i}"));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("number_taken", (string?)(await Json(refused))["code"]);
        }

        Assert.Single(await Certificates());
    }

    [Fact]
    public async Task Certificates_with_numbers_of_their_own_are_all_taken()
    {
        var answers = await AtOnce(20, i => Sent(HttpMethod.Post, $"/api/v1/providers/{provider}/certificates", Numbered($"CNAS L{i}-DEMO")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(20, (await Certificates()).Count);
    }

    [Fact]
    public async Task Of_certificates_amended_to_one_number_one_is_taken_and_its_old_number_is_free()
    {
        var made = new List<string>();
        for (var i = 0; i < 8; i++)
            made.Add((await Sent(HttpMethod.Post, $"/api/v1/providers/{provider}/certificates", Numbered($"CNAS L{i}-DEMO"))).Headers.Location!.ToString());

        var answers = await AtOnce(made.Count, i => Sent(HttpMethod.Put, made[i], CertificateBodies.Certificate(), version: "\"v1\""));

        var winner = Assert.Single(Enumerable.Range(0, made.Count), i => answers[i].IsSuccessStatusCode);
        Assert.Equal(made.Count - 1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(HttpStatusCode.Created,
            (await Sent(HttpMethod.Post, $"/api/v1/providers/{provider}/certificates", Numbered($"CNAS L{winner}-DEMO"))).StatusCode);
    }

    [Theory]
    [InlineData("provider")]
    [InlineData("certificate")]
    [InlineData("amended certificate")]
    [InlineData("listing")]
    [InlineData("changed listing")]
    [InlineData("published listing")]
    public async Task One_key_sent_twenty_times_has_one_effect_and_one_answer(string what)
    {
        var (method, url, body, version) = what switch
        {
            "provider" => (HttpMethod.Post, "/api/v1/providers", Registered("91990000MA5DEMA20P"), null),
            "certificate" => (HttpMethod.Post, $"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate(), null),
            "amended certificate" => (HttpMethod.Put, await Certificate(), Numbered("CNAS L9-DEMO"), "\"v1\""),
            "listing" => (HttpMethod.Post, "/api/v1/listings", Listing(), null),
            "changed listing" => (HttpMethod.Put, await Drafted(), new JsonObject { ["answers"] = ListingsApiTests.Answers() }, "\"v1\""),
            _ => (HttpMethod.Post, await Drafted() + "/publish", null as JsonObject, "\"v1\""),
        };

        var answers = await AtOnce(20, _ => Sent(method, url, body, "one", version));

        var texts = new List<string>();
        foreach (var answer in answers) texts.Add($"{(int)answer.StatusCode} {answer.Headers.ETag} {answer.Headers.Location} {await answer.Content.ReadAsStringAsync()}");
        Assert.StartsWith("20", Assert.Single(texts.Distinct()));
        // The ids of what is there once more: a second effect would have brought another version or another certificate.
        if (version is not null) Assert.Equal("\"v2\"", answers[0].Headers.ETag!.Tag);
        if (what == "certificate") Assert.Single(await Certificates());
    }

    [Fact]
    public async Task Of_fifty_changes_of_one_version_one_is_saved_and_the_others_learn_which_stands()
    {
        var url = await Drafted();
        var answers = await AtOnce(50, i =>
        {
            var changed = ListingsApiTests.Answers();
            changed["turnaround"] = i + 1;
            return Sent(HttpMethod.Put, url, new JsonObject { ["answers"] = changed }, version: "\"v1\"");
        });

        var winner = Assert.Single(Enumerable.Range(0, 50), i => answers[i].StatusCode == HttpStatusCode.OK);
        foreach (var stale in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
            Assert.Equal(2, (int)(await Json(stale))["current"]!);
        }

        var stands = await client.GetAsync(url);
        // What is shown of a listing depends on day and reader as well, which its tag says after the version.
        Assert.StartsWith("\"v2.", stands.Headers.ETag!.Tag);
        Assert.Equal(winner + 1, (int)(await Json(stands))["answers"]!["turnaround"]!);
    }

    private static async Task<HttpResponseMessage[]> AtOnce(int times, Func<int, Task<HttpResponseMessage>> send) =>
        await Task.WhenAll(Enumerable.Range(0, times).Select(i => Task.Run(() => send(i))));

    private async Task<HttpResponseMessage> Sent(HttpMethod method, string url, JsonObject? body, string? key = null, string? version = null)
    {
        using var request = new HttpRequestMessage(method, url);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (version is not null) request.Headers.Add("If-Match", version);
        return await client.SendAsync(request);
    }

    private async Task<string> Certificate() =>
        (await Sent(HttpMethod.Post, $"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate())).Headers.Location!.ToString();

    private async Task<string> Drafted()
    {
        var listing = Listing();
        listing["certificates"] = new JsonArray((await Certificate()).Split('/')[^1]);
        return (await Sent(HttpMethod.Post, "/api/v1/listings", listing)).Headers.Location!.ToString();
    }

    private JsonObject Listing() => new() { ["provider"] = provider, ["class"] = "TC.01", ["answers"] = ListingsApiTests.Answers() };

    private static JsonObject Numbered(string number)
    {
        var certificate = CertificateBodies.Certificate();
        certificate["number"] = number;
        return certificate;
    }

    private static JsonObject Registered(string code)
    {
        var body = CertificateBodies.Provider();
        body["registrationNumber"] = code;
        return body;
    }

    private async Task<JsonArray> Certificates() => (await Json(await client.GetAsync($"/api/v1/providers/{provider}")))["certificates"]!.AsArray();

    private static async Task<JsonNode> Json(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
}
