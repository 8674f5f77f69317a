using System.Net;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>Requests for a code that must get none.</summary>
public sealed class AuthorizeRefusalTests(Site site) : IClassFixture<Site>, IAsyncLifetime
{
    private readonly TestClients clients = new(site);
    private readonly Someone wei = new(site);

    public async ValueTask InitializeAsync()
    {
        await clients.Register();
        await wei.HasAccount();
        await wei.SignsIn(path: "/account/sign-in?return=/account");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("https://client.example/callback/")]
    [InlineData("https://client.example/callback/more")]
    [InlineData("https://client.example/callback/../callback")]
    [InlineData("https://client.example/callback?x=1")]
    [InlineData("https://client.example/callback#x")]
    [InlineData("https://client.example/Callback")]
    [InlineData("https://client.example/%63allback")]
    [InlineData("https://client.example:8443/callback")]
    [InlineData("https://client.example.evil.example/callback")]
    [InlineData("https://evil.example/callback")]
    [InlineData("https://evil.example/?https://client.example/callback")]
    [InlineData("https://client.example@evil.example/callback")]
    [InlineData("https://evil.example\\@client.example/callback")]
    [InlineData("https://client.example%00.evil.example/callback")]
    [InlineData("http://client.example/callback")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//client.example/callback")]
    [InlineData("/callback")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob")]
    [InlineData("")]
    public async Task It_returns_only_to_the_exact_address(string redirect)
    {
        var request = TestClients.Authorization;
        if (redirect.Length == 0) request.Remove("redirect_uri");
        else request["redirect_uri"] = redirect;

        await wei.Opens(TestClients.Address(request));

        Assert.Equal(HttpStatusCode.BadRequest, wei.Status);
        Assert.StartsWith("/connect/authorize", wei.At, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid_request", "code_challenge_method=plain")]
    [InlineData("invalid_request", "code_challenge_method=S512")]
    [InlineData("invalid_request", "code_challenge_method=")]
    [InlineData("invalid_request", "code_challenge=")]
    [InlineData("invalid_request", "code_challenge=", "code_challenge_method=")]
    [InlineData("unsupported_response_type", "response_type=token")]
    [InlineData("unsupported_response_type", "response_type=id_token")]
    [InlineData("unsupported_response_type", "response_type=code id_token")]
    [InlineData("unsupported_response_type", "response_type=code token")]
    [InlineData("unsupported_response_type", "response_type=code id_token token")]
    [InlineData("unsupported_response_type", "response_type=none")]
    [InlineData("unsupported_response_type", "response_type=nonsense")]
    [InlineData("invalid_request", "response_type=")]
    [InlineData("invalid_request", "response_mode=fragment")]
    [InlineData("invalid_request", "response_mode=form_post")]
    [InlineData("invalid_scope", "scope=openid everything")]
    [InlineData("invalid_request", "prompt=none login")]
    [InlineData("request_not_supported", "request=eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("request_uri_not_supported", "request_uri=https://evil.example/request")]
    [InlineData("invalid_request", "client_id=")]
    [InlineData("invalid_request", "client_id=nobody")]
    [InlineData("unauthorized_client", "client_id=machine")]
    public async Task It_gives_no_code(string error, params string[] changes)
    {
        var request = TestClients.Authorization;
        foreach (var change in changes.Select(it => it.Split('=', 2)))
        {
            if (change[1].Length == 0) request.Remove(change[0]);
            else request[change[0]] = change[1];
        }

        await wei.Opens(TestClients.Address(request));

        if (wei.At.StartsWith("/callback?", StringComparison.Ordinal))
        {
            Assert.Null(TestClients.Came(wei)["code"]);
            Assert.Equal((error, "st"), (TestClients.Came(wei)["error"], TestClients.Came(wei)["state"]));
        }
        else Assert.Equal(HttpStatusCode.BadRequest, wei.Status);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_or_refused_silently()
    {
        var nobody = new Someone(site);
        await nobody.Opens(TestClients.Address(TestClients.Authorization));
        Assert.StartsWith("/account/sign-in", nobody.At, StringComparison.Ordinal);

        await nobody.Opens(TestClients.Address(new(TestClients.Authorization) { ["prompt"] = "none" }));
        Assert.Equal("login_required", TestClients.Came(nobody)["error"]);
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    public async Task A_fresh_proof_is_asked_for_where_the_client_wants_one(string parameter, string value)
    {
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        await wei.Opens(TestClients.Address(new(TestClients.Authorization) { [parameter] = value }));
        Assert.StartsWith("/account/confirm-yourself", wei.At, StringComparison.Ordinal);

        await wei.Sends(("password", Someone.Password));
        Assert.NotNull(TestClients.Came(wei)["code"]);
    }
}
