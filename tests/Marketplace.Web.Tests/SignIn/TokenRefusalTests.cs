using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>What codes and tokens are good for, and what they are not.</summary>
public sealed class TokenRefusalTests(Site site) : IClassFixture<Site>, IAsyncLifetime
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

    [Fact]
    public async Task A_code_becomes_tokens_that_say_who_it_is()
    {
        var tokens = await clients.Tokens(wei);

        var id = new JsonWebToken((string)tokens["id_token"]!);
        Assert.Equal(("http://localhost/", TestClients.Public, "no", "RS256"), (id.Issuer, id.Audiences.Single(), id.GetClaim("nonce").Value, id.Alg));
        Assert.Equal((wei.Name, wei.Email, "pwd"), (id.GetClaim("name").Value, id.GetClaim("email").Value, id.GetClaim("amr").Value));
        Assert.NotEmpty(id.GetClaim("sid").Value);
        Assert.NotEmpty(id.GetClaim("auth_time").Value);
        var info = await (await clients.UserInfo((string)tokens["access_token"]!)).Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal((id.Subject, wei.Email), ((string)info!["sub"]!, (string)info["email"]!));
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-of-at-least-forty-three-characters-01234")]
    [InlineData("code_verifier", "")]
    [InlineData("code_verifier", "short")]
    [InlineData("redirect_uri", "https://client.example/callback/")]
    [InlineData("redirect_uri", "https://evil.example/")]
    [InlineData("redirect_uri", "")]
    [InlineData("client_id", "marketplace")]
    [InlineData("client_id", "machine")]
    [InlineData("client_id", "nobody")]
    [InlineData("client_id", "")]
    [InlineData("code", "nonsense")]
    [InlineData("code", "")]
    [InlineData("grant_type", "password")]
    [InlineData("grant_type", "implicit")]
    [InlineData("grant_type", "urn:ietf:params:oauth:grant-type:device_code")]
    [InlineData("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")]
    [InlineData("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")]
    [InlineData("grant_type", "refresh_token")]
    [InlineData("grant_type", "client_credentials")]
    [InlineData("grant_type", "")]
    [InlineData("client_secret", "a secret that it has not")]
    public async Task A_code_is_not_taken_with_anything_else(string field, string value)
    {
        var request = TestClients.Exchange(await clients.Code(wei));
        if (value.Length == 0) request.Remove(field);
        else request[field] = value;

        Assert.Contains(await clients.Refused(request), (string[])["invalid_grant", "invalid_request", "invalid_client", "unsupported_grant_type", "unauthorized_client"]);
    }

    [Fact]
    public async Task A_code_is_taken_once_and_what_it_gave_ends_with_a_second_try()
    {
        var code = await clients.Code(wei);
        var tokens = await clients.Taken(TestClients.Exchange(code));

        Assert.Equal("invalid_grant", await clients.Refused(TestClients.Exchange(code)));
        Assert.Equal("invalid_grant", await clients.Refused(Refresh(tokens)));
    }

    [Fact]
    public async Task A_refresh_token_that_is_used_twice_ends_its_whole_family()
    {
        var first = await clients.Tokens(wei);
        var second = await clients.Taken(Refresh(first));
        Assert.NotEqual((string)first["refresh_token"]!, (string)second["refresh_token"]!);

        Assert.Equal("invalid_grant", await clients.Refused(Refresh(first)));
        Assert.Equal("invalid_grant", await clients.Refused(Refresh(second)));
    }

    [Theory]
    [InlineData("client_id", "machine")]
    [InlineData("client_id", "marketplace")]
    [InlineData("scope", "openid everything")]
    [InlineData("refresh_token", "nonsense")]
    [InlineData("refresh_token", "")]
    public async Task A_refresh_token_is_not_taken_with_anything_else(string field, string value)
    {
        var request = Refresh(await clients.Tokens(wei));
        if (value.Length == 0) request.Remove(field);
        else request[field] = value;

        await clients.Refused(request);
    }

    [Fact]
    public async Task No_token_does_for_another_kind()
    {
        var tokens = await clients.Tokens(wei);
        foreach (var kind in (string[])["access_token", "id_token"])
        {
            Assert.Equal("invalid_grant", await clients.Refused(new(Refresh(tokens)) { ["refresh_token"] = (string)tokens[kind]! }));
            Assert.Equal("invalid_grant", await clients.Refused(TestClients.Exchange((string)tokens[kind]!)));
        }
        Assert.Equal("invalid_grant", await clients.Refused(TestClients.Exchange((string)tokens["refresh_token"]!)));
        foreach (var kind in (string[])["id_token", "refresh_token"]) Assert.Equal(HttpStatusCode.Unauthorized, (await clients.UserInfo((string)tokens[kind]!)).StatusCode);
    }

    [Fact]
    public async Task A_token_that_was_bent_is_none()
    {
        var token = (string)(await clients.Tokens(wei))["access_token"]!;
        var parts = token.Split('.');
        string Bent(string part, string from, string to) => Encode(Decode(part).Replace(from, to, StringComparison.Ordinal));
        string[] bent =
        [
            "", "nonsense", token[..^5], token + "x", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}",
            $"{Bent(parts[0], "RS256", "none")}.{parts[1]}.", $"{Bent(parts[0], "RS256", "none")}.{parts[1]}.{parts[2]}", $"{Bent(parts[0], "RS256", "HS256")}.{parts[1]}.{parts[2]}",
            $"{parts[0]}.{Bent(parts[1], "\"exp\":1", "\"exp\":2")}.{parts[2]}", $"{parts[0]}.{Encode("{\"sub\":\"somebody\"}")}.{parts[2]}", $"{parts[2]}.{parts[1]}.{parts[0]}",
        ];

        Assert.Equal(HttpStatusCode.OK, (await clients.UserInfo(token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await clients.UserInfo(bent[1])).StatusCode);
        foreach (var one in bent) Assert.True((int)(await clients.UserInfo(one)).StatusCode is 400 or 401, one);
        Assert.True((int)(await clients.UserInfo(null)).StatusCode is 400 or 401);
    }

    [Fact]
    public async Task An_ended_session_ends_its_tokens()
    {
        var tokens = await clients.Tokens(wei);
        await wei.Opens("/account/sign-out");
        await wei.Presses("sign-out");

        Assert.Equal("invalid_grant", await clients.Refused(Refresh(tokens)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await clients.UserInfo((string)tokens["access_token"]!)).StatusCode);
    }

    [Fact]
    public async Task A_client_with_a_secret_acts_for_itself_and_for_nobody_else()
    {
        Dictionary<string, string> request = new() { ["grant_type"] = "client_credentials", ["client_id"] = TestClients.Confidential, ["client_secret"] = TestClients.Secret };
        var token = (string)(await clients.Taken(request))["access_token"]!;

        Assert.Equal(HttpStatusCode.Unauthorized, (await clients.UserInfo(token)).StatusCode);
        Assert.Equal("invalid_client", await clients.Refused(new(request) { ["client_secret"] = "another" }));
        await clients.Refused(new(request.Where(it => it.Key != "client_secret")));
        await clients.Refused(new(request) { ["scope"] = "email" });
        await clients.Refused(new() { ["grant_type"] = "client_credentials", ["client_id"] = TestClients.Public });
    }

    [Fact]
    public async Task A_revoked_token_is_not_active_and_only_clients_may_ask()
    {
        var tokens = await clients.Tokens(wei);
        Dictionary<string, string> ask = new() { ["client_id"] = TestClients.Confidential, ["client_secret"] = TestClients.Secret, ["token"] = (string)tokens["refresh_token"]! };

        Assert.False((bool)(await (await clients.Ask("/connect/introspect", ask)).Content.ReadFromJsonAsync<JsonNode>())!["active"]!);
        await clients.Refused(new() { ["token"] = (string)tokens["access_token"]! }, "/connect/introspect");
        await clients.Refused(new() { ["client_id"] = TestClients.Public, ["token"] = (string)tokens["access_token"]! }, "/connect/introspect");
        await clients.Refused(new() { ["client_id"] = TestClients.Confidential, ["client_secret"] = "wrong", ["token"] = (string)tokens["access_token"]! }, "/connect/introspect");

        Assert.Equal(HttpStatusCode.OK, (await clients.Ask("/connect/revoke", new() { ["client_id"] = TestClients.Public, ["token"] = (string)tokens["refresh_token"]! })).StatusCode);
        Assert.Equal("invalid_grant", await clients.Refused(Refresh(tokens)));
    }

    [Fact]
    public async Task A_foreign_link_cannot_sign_anybody_out()
    {
        await wei.Opens("/connect/end-session");
        Assert.Equal("/account/sign-out", wei.At);
        await wei.Opens("/connect/end-session?post_logout_redirect_uri=https://evil.example/");
        Assert.Equal(HttpStatusCode.BadRequest, wei.Status);
        await wei.Opens("/account");
        Assert.Equal("/account", wei.At);

        var tokens = await clients.Tokens(wei);
        await wei.Opens($"/connect/end-session?id_token_hint={(string)tokens["id_token"]!}&post_logout_redirect_uri=https://client.example/out&client_id={TestClients.Public}");
        Assert.StartsWith("/out", wei.At, StringComparison.Ordinal);
        await wei.Opens("/account");
        Assert.StartsWith("/account/sign-in", wei.At, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Refresh(JsonNode tokens) => new()
    {
        ["grant_type"] = "refresh_token", ["client_id"] = TestClients.Public, ["refresh_token"] = (string)tokens["refresh_token"]!,
    };

    private static string Decode(string part) => Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part));

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
