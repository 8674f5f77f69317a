using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Identity;
using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Clients;

/// <summary>Access tokens of an authority of somebody else's, whose clients the operator mapped to organisations.</summary>
public sealed class ForeignTokenTests(ForeignTokenTests.MarketAtAnother at) : IClassFixture<ForeignTokenTests.MarketAtAnother>
{
    private const string Audience = "market-api";
    private const string Client = "erp-of-jingwei";

    /// <summary>That of the demo's buyer, which is always the same.</summary>
    private static readonly string organisation = OrganisationId.Prefix + new Ulid(SHA256.HashData(Encoding.UTF8.GetBytes("demo:buyer")).AsSpan(0, 16));

    private readonly StubAuthority authority = at.Authority;
    private readonly Site site = at.Site;
    private readonly HttpClient buyer = at.Buyer;

    /// <summary>A market that takes the tokens of another authority, and its buyer.</summary>
    public sealed class MarketAtAnother : IAsyncLifetime
    {
        public MarketAtAnother() => Site = new Site
        {
            Settings =
            {
                ["Authentication:Authority"] = StubAuthority.Issuer, ["Authentication:ClientId"] = StubAuthority.Client, ["Authentication:ClientSecret"] = StubAuthority.Secret,
                ["Authentication:Api:Audience"] = Audience, ["Authentication:Api:Clients:0:Id"] = Client, ["Authentication:Api:Clients:0:Organisation"] = organisation,
                ["Authentication:Api:Clients:0:Scopes"] = "listings.read listings.write",
            },
            Parts = services => services.Configure<OpenIdConnectOptions>("oidc", options => options.BackchannelHttpHandler = Authority),
        };

        public Site Site { get; }
        public HttpClient Buyer { get; private set; } = null!;
        internal StubAuthority Authority { get; } = new();

        public async ValueTask InitializeAsync() => Buyer = await Site.Acting("buyer");

        public async ValueTask DisposeAsync()
        {
            await Site.DisposeAsync();
            Authority.Dispose();
        }
    }

    [Theory]
    [InlineData("at+jwt", "scope")]
    [InlineData("JWT", "scp")]
    [InlineData("JWT", "roles")]
    public async Task A_client_that_was_mapped_acts_with_what_token_and_settings_both_say(string type, string claim)
    {
        var token = Token(type, claims => (claims["scope"], claims[claim]) = (null, claim == "roles" ? new JsonArray("listings.read", "certificates.write") : "listings.read certificates.write"));

        Assert.Equal(HttpStatusCode.OK, (await Call(token, HttpMethod.Get, "/api/v1/classes")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Call(token, HttpMethod.Get, "/api/v1/listings/lst_01JDFQ3Z8V6R4M2K7T9N5C1B0A")).StatusCode);
        // One of these the token does not say, the other the settings do not give.
        Assert.Equal(HttpStatusCode.Forbidden, (await Call(token, HttpMethod.Post, "/api/v1/listings")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Call(token, HttpMethod.Post, "/api/v1/providers/prv_01JDFQ3Z8V6R4M2K7T9N5C1B0A/certificates")).StatusCode);
    }

    [Theory]
    [InlineData("aud", "market")]
    [InlineData("aud", null)]
    [InlineData("iss", "https://evil.example")]
    [InlineData("exp", "past")]
    [InlineData("exp", null)]
    [InlineData("client_id", "erp-of-others")]
    [InlineData("client_id", null)]
    [InlineData("typ", "id+jwt")]
    [InlineData("typ", "logout+jwt")]
    public async Task One_that_says_otherwise_is_refused(string claim, string? value)
    {
        var token = Token(claim == "typ" ? value! : "at+jwt", claims =>
        {
            if (claim != "typ") claims[claim] = value == "past" ? TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 600 : value;
        });

        Assert.Equal(HttpStatusCode.Unauthorized, (await Call(token, HttpMethod.Get, "/api/v1/classes")).StatusCode);
    }

    [Fact]
    public async Task The_page_says_where_clients_are_made_and_which_are_the_organisations()
    {
        var page = await buyer.GetStringAsync($"/organisations/{organisation}/clients");

        Assert.Contains(StubAuthority.Issuer, page);
        Assert.Contains(Client, page);
        Assert.DoesNotContain("name=\"scopes\"", page);
    }

    private string Token(string type, Action<JsonObject> bend) => authority.AccessToken(type, new JsonObject { ["aud"] = Audience, ["client_id"] = Client, ["sub"] = "service-account-7", ["scope"] = "listings.read" }, bend);

    private Task<HttpResponseMessage> Call(string token, HttpMethod method, string path) => MadeClient.Call(site.Visitor(), token, method, path);
}
