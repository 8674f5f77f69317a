using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Api;
using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Xunit;

namespace Marketplace.Web.Clients;

/// <summary>Which tokens the API takes, and what each is good for.</summary>
public sealed class AccessTokenTests(AccessTokenTests.MarketWithClient with) : IClassFixture<AccessTokenTests.MarketWithClient>
{
    private readonly SmallMarket market = with.Market;
    private readonly HttpClient program = with.Market.Site.Visitor();
    private readonly HttpClient admin = with.Admin;
    private readonly MadeClient client = with.Client;

    /// <summary>A market whose firm has a client that may do everything a client can.</summary>
    public sealed class MarketWithClient : IAsyncLifetime
    {
        public SmallMarket Market { get; } = new();
        public HttpClient Admin { get; private set; } = null!;
        internal MadeClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Market.InitializeAsync();
            Admin = await Market.Site.Acting($"editor-{Market.Provider}");
            Client = await MadeClient.By(Admin, "listings.read", "listings.write", "certificates.read", "certificates.write", "providers.read", "providers.write");
        }

        public ValueTask DisposeAsync() => Market.DisposeAsync();
    }

    [Fact]
    public void Every_endpoint_says_which_scope_it_needs_and_those_that_write_need_one_that_does()
    {
        var endpoints = market.Site.Services.GetServices<EndpointDataSource>().SelectMany(it => it.Endpoints).OfType<RouteEndpoint>()
            .Where(it => it.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, it => Assert.NotNull(it.Metadata.GetMetadata<NeededScope>()));
        // Questions that are asked by POST, because they are long, change nothing.
        Assert.All(endpoints.Where(it => it.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Any(method => method != "GET") && !it.RoutePattern.RawText!.EndsWith("/coverage", StringComparison.Ordinal) && !it.RoutePattern.RawText.EndsWith("/conformity", StringComparison.Ordinal)),
            it => Assert.EndsWith(".write", it.Metadata.GetMetadata<NeededScope>()!.Scope!.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("listings.read", "GET", "/api/v1/listings/{published}", 200)]
    [InlineData("certificates.read", "GET", "/api/v1/certificates/{certificate}", 200)]
    [InlineData("providers.read", "GET", "/api/v1/providers/{provider}", 200)]
    [InlineData("listings.write", "POST", "/api/v1/listings", 201)]
    [InlineData("listings.write", "PUT", "/api/v1/listings/{draft}", 200)]
    [InlineData("listings.write", "POST", "/api/v1/listings/{published}/copy", 201)]
    [InlineData("certificates.write", "POST", "/api/v1/providers/{provider}/certificates", 201)]
    [InlineData("providers.write", "POST", "/api/v1/providers", 201)]
    public async Task A_token_does_what_its_scope_says_and_every_other_scope_together_does_not(string scope, string method, string path, int status)
    {
        var draft = await market.NewListing();
        path = path.Replace("{published}", market.Published).Replace("{certificate}", market.Certificate).Replace("{provider}", market.Provider).Replace("{draft}", draft);
        JsonNode? body = path.EndsWith("/certificates", StringComparison.Ordinal) ? market.CertificateBody() : path.EndsWith("/providers", StringComparison.Ordinal) ? NewProvider() : path.EndsWith("/copy", StringComparison.Ordinal) ? null : market.ListingBody();
        if (method == "PUT") ((JsonObject)body!).Remove("provider");
        if (method == "PUT") ((JsonObject)body!).Remove("class");
        string[] all = ["listings.read", "listings.write", "certificates.read", "certificates.write", "providers.read", "providers.write"];

        var without = await Call(await client.Token(program, scope: string.Join(' ', all.Where(it => it != scope))), method, path, body);
        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
        Assert.Equal($"Bearer error=\"insufficient_scope\", scope=\"{scope}\"", without.Headers.WwwAuthenticate.ToString());
        Assert.Equal("insufficient_scope", await Code(without));

        var with = await Call(await client.Token(program, scope: scope), method, path, body);
        Assert.True((int)with.StatusCode == status, $"{with.StatusCode}: {await with.Content.ReadAsStringAsync()}");
        Assert.True(with.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task What_is_another_organisations_stays_so()
    {
        var foreign = await MadeClient.By(await market.Site.Acting("buyer"), "listings.read", "listings.write", "certificates.write");
        var token = await foreign.Token(program);
        var draft = await market.NewListing();

        Assert.Equal(HttpStatusCode.NotFound, (await Call(token, "GET", $"/api/v1/listings/{draft}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Call(await client.Token(program), "GET", $"/api/v1/listings/{draft}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Call(token, "POST", "/api/v1/listings", market.ListingBody())).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Call(token, "POST", $"/api/v1/providers/{market.Provider}/certificates", market.CertificateBody())).StatusCode);
        Assert.Equal("invalid_request", (string)(await (await foreign.Asks(program, scope: "providers.write")).Content.ReadFromJsonAsync<JsonNode>())!["error"]!);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("no token")]
    [InlineData("claims changed after signing")]
    [InlineData("no signature")]
    [InlineData("alg none")]
    [InlineData("alg HS256 by the public key")]
    [InlineData("signed by another key")]
    [InlineData("another issuer")]
    [InlineData("another audience")]
    [InlineData("the site as audience")]
    [InlineData("no audience")]
    [InlineData("expired")]
    [InlineData("no expiry")]
    [InlineData("not yet valid")]
    [InlineData("typ JWT")]
    [InlineData("no typ")]
    [InlineData("another client")]
    [InlineData("no client")]
    public async Task A_token_that_does_not_hold_is_refused_even_where_a_visitor_may_read(string fault)
    {
        var token = Bent(await client.Token(program), fault);

        foreach (var path in (string[])[$"/api/v1/listings/{market.Published}", "/api/v1/classes"])
        {
            var answer = await Call(token, "GET", path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
            Assert.Equal("invalid_token", await Code(answer));
        }
    }

    [Fact]
    public async Task One_made_anew_and_signed_by_the_server_is_taken_so_that_the_faults_are_what_refuses() =>
        Assert.Equal(HttpStatusCode.OK, (await Call(Bent(await client.Token(program), "nothing"), "GET", $"/api/v1/listings/{market.Published}")).StatusCode);

    [Fact]
    public async Task A_persons_tokens_are_not_for_the_API()
    {
        var (wei, clients) = (new Someone(market.Site), new TestClients(market.Site));
        await clients.Register();
        await wei.HasAccount();
        await wei.SignsIn();
        var tokens = await clients.Tokens(wei);

        foreach (var kind in (string[])["access_token", "id_token", "refresh_token"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await Call((string)tokens[kind]!, "GET", "/api/v1/classes")).StatusCode);
        var said = JsonNode.Parse(Base64Url.DecodeFromChars(((string)tokens["access_token"]!).Split('.')[1]))!;
        Assert.Equal("http://localhost/", (string)said["aud"]!);
    }

    [Fact]
    public async Task A_token_is_judged_alone_whatever_cookie_comes_with_it()
    {
        var reads = await client.Token(program, scope: "listings.read");

        Assert.Equal(HttpStatusCode.Forbidden, (await MadeClient.Call(market.Operator, reads, HttpMethod.Post, "/api/v1/listings", market.ListingBody())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await MadeClient.Call(market.Operator, "nonsense", HttpMethod.Post, "/api/v1/listings", market.ListingBody())).StatusCode);
        // Nor is it one on pages, or where it is said otherwise than in the header.
        Assert.Equal(HttpStatusCode.Forbidden, (await Call(reads, "GET", "/organisations")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await program.GetAsync($"/api/v1/listings/{market.Published}?access_token={reads}")).StatusCode);
    }

    [Fact]
    public async Task A_write_that_comes_with_a_token_needs_neither_antiforgery_nor_an_origin()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/listings") { Content = JsonContent.Create(market.ListingBody()) };
        request.Headers.Authorization = new AuthenticationHeaderValue("bearer", await client.Token(program));
        request.Headers.TryAddWithoutValidation("Origin", "https://erp.example");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");

        Assert.Equal(HttpStatusCode.Created, (await program.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_repeated_write_of_a_client_is_its_own()
    {
        var token = await client.Token(program);
        async Task<string> Write(string bearer)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/listings") { Content = JsonContent.Create(market.ListingBody()) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "one");
            return (string)(await (await program.SendAsync(request)).Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        }

        var first = await Write(token);
        Assert.Equal(first, await Write(token));
        Assert.NotEqual(first, await Write(await (await MadeClient.By(admin, "listings.write")).Token(program)));
    }

    [Fact]
    public async Task What_is_told_to_somebody_signed_in_is_kept_by_nobody()
    {
        Assert.True((await admin.GetAsync($"/api/v1/listings/{market.Published}")).Headers.CacheControl!.NoStore);
        Assert.False((await program.GetAsync($"/api/v1/listings/{market.Published}")).Headers.CacheControl!.NoStore);
    }

    private static JsonObject NewProvider()
    {
        var body = Marketplace.Accreditation.CertificateBodies.Provider();
        (body["country"], body["registrationNumber"]) = ("DE", $"HRB {Guid.NewGuid():N} DEMO"[..20]);
        return body;
    }

    private Task<HttpResponseMessage> Call(string token, string method, string path, JsonNode? body = null) => MadeClient.Call(program, token, new HttpMethod(method), path, body?.DeepClone());

    private static async Task<string?> Code(HttpResponseMessage answer) => (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"];

    /// <summary>The token with one thing wrong, signed by the server's own key unless that is the fault.</summary>
    private string Bent(string token, string fault)
    {
        var parts = token.Split('.');
        var (header, claims) = ((JsonObject)JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!, (JsonObject)JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        switch (fault)
        {
            case "nonsense": return "nonsense";
            case "no token": return "";
            case "no signature": return $"{parts[0]}.{parts[1]}.";
            case "alg none": header["alg"] = "none"; break;
            case "alg HS256 by the public key": header["alg"] = "HS256"; break;
            case "another issuer": claims["iss"] = "https://evil.example/"; break;
            case "another audience": claims["aud"] = "http://localhost/api/v2"; break;
            case "the site as audience": claims["aud"] = "http://localhost/"; break;
            case "no audience": claims.Remove("aud"); break;
            case "expired": (claims["iat"], claims["exp"]) = (now - 900, now - 60); break;
            case "no expiry": claims.Remove("exp"); break;
            case "not yet valid": claims["nbf"] = now + 300; break;
            case "typ JWT": header["typ"] = "JWT"; break;
            case "no typ": header.Remove("typ"); break;
            case "another client": claims["client_id"] = "cli_01JDFQ3Z8V6R4M2K7T9N5C1B0A"; break;
            case "no client": claims.Remove("client_id"); break;
        }

        var key = (RsaSecurityKey)market.Site.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials[0].Key;
        var content = $"{Encoded(header)}.{Encoded(claims)}";
        if (fault == "claims changed after signing") claims["scope"] = "providers.write";
        return fault switch
        {
            "alg none" => content + ".",
            "alg HS256 by the public key" => $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Rsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(content)))}",
            "signed by another key" => $"{content}.{Signature(RSA.Create(3072), content)}",
            "claims changed after signing" => $"{Encoded(header)}.{Encoded(claims)}.{Signature(key.Rsa, content)}",
            _ => $"{content}.{Signature(key.Rsa, content)}",
        };
    }

    private static string Encoded(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static string Signature(RSA key, string content) => Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
