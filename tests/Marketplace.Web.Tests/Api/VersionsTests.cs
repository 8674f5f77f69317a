using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Api;

/// <summary>Every write says which version it was made from, and every single resource which version it is.</summary>
public sealed class VersionsTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    private static readonly string[] changes = ["PUT listing", "POST listing/publish", "POST listing/withdraw", "PUT certificate"];

    /// <summary>These begin something new and leave what they are called on as it is.</summary>
    private static readonly List<string> begins = ["{id}/certificates", "{id}/copy"];

    /// <summary>Changes of these are asked for their version in <c>OrdersApiTests</c> and <c>DisputesApiTests</c>.</summary>
    private static readonly List<string> deals = ["/api/v1/orders/", "/api/v1/offers/", "/api/v1/disputes/"];

    public static TheoryData<string> Changes => [.. changes];

    /// <summary>What is tagged with its version and the day it is shown on can be kept; how a certificate stands today has no version.</summary>
    public static TheoryData<string, bool> Resources => new()
    {
        { "listing", true }, { "provider", false }, { "certificate", false }, { "/api/v1/standards/iso-iec-17025-2017", true },
        { "/api/v1/methods/gbt-17626-2-2018", true }, { "/api/v1/classes/TC.01/specification", true }, { "/api/v1/classes/TC.01/schema", true },
    };

    [Fact]
    public void No_change_of_something_that_exists_is_left_out()
    {
        var routed =
            from endpoint in market.Site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            where route.StartsWith("/api/", StringComparison.Ordinal) && route.Contains("{id}", StringComparison.Ordinal) && !begins.Exists(last => route.EndsWith(last, StringComparison.Ordinal)) && !deals.Exists(first => route.StartsWith(first, StringComparison.Ordinal))
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
            where method != "GET"
            select $"{method} {route}";
        Assert.Equal(changes.Select(change => Route(change, "{id}", "{id}")).Order(), routed.Order());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_without_a_version_is_a_428_and_with_none_that_is_one_a_400(string change)
    {
        var (listing, certificate) = (await market.NewListing(), await market.NewCertificate());
        Assert.Equal(428, await Status(change, listing, certificate, null));
        foreach (var malformed in (string[])["v1", "W/\"v1\"", "*", "\"v1\", \"v2\""])
            Assert.Equal(400, await Status(change, listing, certificate, malformed));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_of_a_stale_version_is_a_412_that_says_which_one_stands(string change)
    {
        var (listing, certificate) = (await market.NewListing(), await market.NewCertificate());
        foreach (var stale in (string[])["\"v7\"", "\"v0\"", "\"another\""])
        {
            var refused = await Send(change, listing, certificate, stale);
            Assert.Equal(412, (int)refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
            Assert.Equal(1, (int)(await Json(refused))["current"]!);
        }
        // Nothing was changed by any of them.
        Assert.StartsWith("\"v1", (await market.Operator.GetAsync($"/api/v1/listings/{listing}")).Headers.ETag!.Tag, StringComparison.Ordinal);
        Assert.StartsWith("\"v1", (await market.Operator.GetAsync($"/api/v1/certificates/{certificate}")).Headers.ETag!.Tag, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT listing", "withdrawn")]
    [InlineData("POST listing/publish", "withdrawn")]
    [InlineData("POST listing/publish", "published")]
    [InlineData("POST listing/withdraw", "withdrawn")]
    [InlineData("POST listing/withdraw", "draft")]
    public async Task A_change_that_its_state_does_not_allow_is_a_409(string change, string state)
    {
        var listing = await market.NewListing();
        if (state != "draft") Assert.Equal(200, await Status("POST listing/publish", listing, "", "\"v1\""));
        if (state == "withdrawn") Assert.Equal(200, await Status("POST listing/withdraw", listing, "", "\"v2\""));
        Assert.Equal(409, await Status(change, listing, "", state switch { "draft" => "\"v1\"", "published" => "\"v2\"", _ => "\"v3\"" }));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_answers_with_the_tag_of_what_it_made_and_its_repetition_with_the_same(string change)
    {
        var (listing, certificate) = (await market.NewListing(), await market.NewCertificate());
        var version = 1;
        if (change.EndsWith("withdraw", StringComparison.Ordinal)) Assert.Equal(200, await Status("POST listing/publish", listing, "", $"\"v{version++}\""));

        var body = change switch { "PUT listing" => market.ListingBody(), "PUT certificate" => market.CertificateBody(), _ => new JsonObject() };
        var first = await Send(change, listing, certificate, $"\"v{version}\"", "once-" + listing, body);
        var again = await Send(change, listing, certificate, $"\"v{version}\"", "once-" + listing, body);

        Assert.Equal((200, 200), ((int)first.StatusCode, (int)again.StatusCode));
        Assert.Equal($"\"v{version + 1}\"", first.Headers.ETag!.Tag);
        Assert.Equal($"\"v{version + 1}\"", again.Headers.ETag!.Tag);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_is_made_is_told_with_its_tag_and_its_place()
    {
        var another = CertificateBodies.Provider();
        (another["country"], another["registrationNumber"]) = ("DE", "HRB 12345 DEMO");
        foreach (var made in new[]
        {
            await market.Operator.PostAsJsonAsync("/api/v1/providers", another),
            await market.Operator.PostAsJsonAsync($"/api/v1/providers/{market.Provider}/certificates", market.CertificateBody()),
            await market.Operator.PostAsJsonAsync("/api/v1/listings", market.ListingBody()),
        })
        {
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
            Assert.Equal("\"v1\"", made.Headers.ETag!.Tag);
            Assert.StartsWith("\"v1", (await market.Operator.GetAsync(made.Headers.Location)).Headers.ETag!.Tag, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task A_single_resource_has_a_tag_that_HEAD_gives_too_and_is_sent_again_only_where_it_changed(string resource, bool isKept)
    {
        var path = resource switch
        {
            "listing" => $"/api/v1/listings/{market.Published}",
            "provider" => $"/api/v1/providers/{market.Provider}",
            "certificate" => $"/api/v1/certificates/{market.Certificate}",
            _ => resource,
        };
        var shown = await Ask(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        var tag = shown.Headers.ETag!;
        Assert.False(tag.IsWeak);

        var head = await Ask(HttpMethod.Head, path);
        Assert.Equal((HttpStatusCode.OK, tag), (head.StatusCode, head.Headers.ETag!));
        Assert.Equal(shown.Content.Headers.ContentType, head.Content.Headers.ContentType);

        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            foreach (var known in (string[])[tag.Tag, "W/" + tag.Tag, $"\"other\", {tag.Tag}"])
            {
                var again = await Ask(method, path, known);
                Assert.Equal(isKept ? HttpStatusCode.NotModified : HttpStatusCode.OK, again.StatusCode);
                Assert.Equal(tag, again.Headers.ETag);
                if (isKept) Assert.Empty(await again.Content.ReadAsByteArrayAsync());
            }
        Assert.Equal(HttpStatusCode.OK, (await Ask(HttpMethod.Get, path, "\"other\"")).StatusCode);
    }

    [Fact]
    public async Task What_a_listing_says_is_sent_again_when_its_certificate_its_day_or_its_reader_is_another()
    {
        var path = $"/api/v1/listings/{market.Published}";
        var tag = (await Ask(HttpMethod.Get, path)).Headers.ETag!.Tag;

        Assert.Equal(HttpStatusCode.OK, (await Ask(HttpMethod.Get, path + "?on=2190-01-01", tag)).StatusCode);
        using var own = new HttpRequestMessage(HttpMethod.Get, path);
        own.Headers.TryAddWithoutValidation("If-None-Match", tag);
        Assert.Equal(HttpStatusCode.OK, (await market.Operator.SendAsync(own)).StatusCode);

        var certificate = await market.Operator.GetAsync($"/api/v1/certificates/{market.Certificate}");
        var body = market.CertificateBody();
        body["number"] = (string)(await Json(certificate))["number"]!;
        body["issuer"] = "CNAS DEMO";
        using var amend = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/certificates/{market.Certificate}") { Content = JsonContent.Create(body) };
        amend.Headers.TryAddWithoutValidation("If-Match", certificate.Headers.ETag!.Tag);
        (await market.Operator.SendAsync(amend)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.OK, (await Ask(HttpMethod.Get, path, tag)).StatusCode);
    }

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string path, string? known = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await market.Site.Visitor().SendAsync(request);
    }

    private async Task<int> Status(string change, string listing, string certificate, string? version) =>
        (int)(await Send(change, listing, certificate, version)).StatusCode;

    private async Task<HttpResponseMessage> Send(string change, string listing, string certificate, string? version, string? key = null, JsonObject? body = null)
    {
        var route = Route(change, listing, certificate).Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(route[0]), route[1]);
        request.Content = JsonContent.Create(body ?? change switch { "PUT listing" => market.ListingBody(), "PUT certificate" => market.CertificateBody(), _ => new JsonObject() });
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await market.Operator.SendAsync(request);
    }

    private static string Route(string change, string listing, string certificate) => change
        .Replace("listing", $"/api/v1/listings/{listing}", StringComparison.Ordinal).Replace("certificate", $"/api/v1/certificates/{certificate}", StringComparison.Ordinal);

    private static async Task<JsonNode> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
}
