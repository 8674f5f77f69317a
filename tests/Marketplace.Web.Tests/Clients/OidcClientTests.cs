using Duende.IdentityModel.Client;
using Duende.IdentityModel.OidcClient;
using Duende.IdentityModel.OidcClient.Browser;
using Marketplace.Web.SignIn;
using Xunit;

namespace Marketplace.Web.Clients;

/// <summary>A client that somebody else wrote, certified for OpenID Connect, at the bundled server: Duende's, of .NET.</summary>
public sealed class OidcClientTests : IAsyncLifetime
{
    private const string Redirect = "https://erp.example/callback";
    private const string SignedOut = "https://erp.example/out";

    private readonly Site site = new()
    {
        Settings = { ["Authentication:Apps:0:Id"] = "erp", ["Authentication:Apps:0:Redirects"] = Redirect, ["Authentication:Apps:0:SignedOut"] = SignedOut },
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task It_signs_people_in_refreshes_and_signs_them_out()
    {
        var wei = new Someone(site);
        await wei.HasAccount();
        using var browser = new SomeonesBrowser(wei);
        var client = new OidcClient(Options(browser));

        var signedIn = await client.LoginAsync(new LoginRequest());
        Assert.False(signedIn.IsError, $"{signedIn.Error} {signedIn.ErrorDescription}");
        Assert.Equal((wei.Name, wei.Email), (signedIn.User.FindFirst("name")?.Value, signedIn.User.FindFirst("email")?.Value));

        var refreshed = await client.RefreshTokenAsync(signedIn.RefreshToken);
        Assert.False(refreshed.IsError, $"{refreshed.Error} {refreshed.ErrorDescription}");
        Assert.NotEqual(signedIn.RefreshToken, refreshed.RefreshToken);
        Assert.False((await client.GetUserInfoAsync(refreshed.AccessToken)).IsError);

        var left = await client.LogoutAsync(new LogoutRequest { IdTokenHint = signedIn.IdentityToken });
        Assert.False(left.IsError, $"{left.Error} {left.ErrorDescription}");
        Assert.StartsWith("/out", wei.At, StringComparison.Ordinal);
        Assert.True((await client.RefreshTokenAsync(refreshed.RefreshToken)).IsError);
        await wei.Opens("/account");
        Assert.StartsWith("/account/sign-in", wei.At, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_that_was_turned_ends_what_came_after_it()
    {
        var wei = new Someone(site);
        await wei.HasAccount();
        using var browser = new SomeonesBrowser(wei);
        var client = new OidcClient(Options(browser));
        var first = (await client.LoginAsync(new LoginRequest())).RefreshToken;
        var second = (await client.RefreshTokenAsync(first)).RefreshToken;

        Assert.Equal("invalid_grant", (await client.RefreshTokenAsync(first)).Error);
        Assert.Equal("invalid_grant", (await client.RefreshTokenAsync(second)).Error);
    }

    [Fact]
    public async Task Its_library_gets_tokens_for_a_client_of_an_organisation_in_both_ways_of_showing_a_secret()
    {
        var made = await MadeClient.By(await site.Acting("buyer"), "listings.read");
        using var http = site.Visitor();
        foreach (var style in Enum.GetValues<ClientCredentialStyle>())
        {
            using var request = new ClientCredentialsTokenRequest { Address = "/connect/token", ClientId = made.Id, ClientSecret = made.Secret, ClientCredentialStyle = style };
            var token = await http.RequestClientCredentialsTokenAsync(request);

            Assert.False(token.IsError, $"{token.Error} {token.ErrorDescription}");
            Assert.Equal(("Bearer", "listings.read"), (token.TokenType, token.Scope));
        }
    }

    private OidcClientOptions Options(IBrowser browser) => new()
    {
        Authority = "http://localhost/", ClientId = "erp", Scope = "openid profile email offline_access", RedirectUri = Redirect, PostLogoutRedirectUri = SignedOut,
        Browser = browser, BackchannelHandler = site.Server.CreateHandler(), LoadProfile = true,
        Policy = new Policy { Discovery = new DiscoveryPolicy { RequireHttps = false } },
    };

    /// <summary>Somebody's browser, as the library asks for one: signs in where it is asked to.</summary>
    private sealed class SomeonesBrowser(Someone who) : IBrowser, IDisposable
    {
        public async Task<BrowserResult> InvokeAsync(BrowserOptions options, CancellationToken cancellationToken = default)
        {
            await who.Opens(new Uri(options.StartUrl).PathAndQuery);
            if (who.At.StartsWith("/account/sign-in", StringComparison.Ordinal)) await who.Sends(("email", who.Email), ("password", Someone.Password));
            return new BrowserResult { ResultType = BrowserResultType.Success, Response = "https://erp.example" + who.At };
        }

        public void Dispose() { }
    }
}
